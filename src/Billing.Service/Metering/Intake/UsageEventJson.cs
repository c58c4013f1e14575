using System.Text.Json;
using Billing.Units;

namespace Billing.Service.Metering.Intake;

/// <summary>
/// One CloudEvents 1.0 object (structured JSON) as a usage event. Unknown extensions beside <c>data</c> are passed over,
/// as CloudEvents asks; an unknown name in <c>data</c> is refused, because it may be a quantity that somebody wants billed.
/// </summary>
public static class UsageEventJson
{
    private const int LongestId = 200;
    private const int LongestName = 200;
    /// <summary>Reads one event. Never throws, whatever the bytes are.</summary>
    /// <param name="account">Whose usage it must be, where the event has a <c>subject</c>.</param>
    /// <param name="environment">Taken where the event names none; may be null.</param>
    public static ParsedEvent Parse(ReadOnlySpan<byte> json, AccountId account, string? environment = null)
    {
        var draft = new EventDraft { Environment = environment };
        try
        {
            var fields = new JsonFields(json);
            if (!fields.Read() || !fields.IsObject) fields.Wrong("$", "must be an object");
            else
            {
                ReadEnvelope(ref fields, draft, account);
                // Throws when anything stands behind the object.
                _ = fields.Read();
            }

            return fields.Fault is { } fault ? new(null, draft.Id, fault) : new(draft.ToEvent(), draft.Id, null);
        }
        catch (JsonException exception)
        {
            return new(null, draft.Id, Malformed(exception));
        }
        catch (InvalidOperationException)
        {
            return new(null, draft.Id, new("invalid_event", "$: holds a name that is not valid Unicode", "$"));
        }
    }

    internal static Refusal Malformed(JsonException exception) =>
        new("invalid_json", $"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).");

    private static void ReadEnvelope(ref JsonFields fields, EventDraft draft, AccountId account)
    {
        var seen = Attribute.None;
        while (fields.NextName())
        {
            var attribute = AttributeOf(fields);
            if (attribute == Attribute.None)
            {
                _ = fields.Read();
                fields.Skip();
                continue;
            }

            if (seen.HasFlag(attribute)) fields.Wrong(PathOf(attribute), "stands there twice");
            seen |= attribute;
            _ = fields.Read();
            ReadAttribute(ref fields, attribute, draft, account);
        }

        foreach (var required in Required)
        {
            if (!seen.HasFlag(required)) fields.Wrong(PathOf(required), "is required");
        }
    }

    private static void ReadAttribute(ref JsonFields fields, Attribute attribute, EventDraft draft, AccountId account)
    {
        switch (attribute)
        {
            case Attribute.SpecVersion:
                if (fields.Text("specversion", 10) is { } version && version != "1.0") fields.Wrong("specversion", "must be \"1.0\"");
                break;
            case Attribute.Id:
                draft.Id = fields.Text("id", LongestId);
                break;
            case Attribute.Source:
                draft.Source = fields.Text("source", LongestName);
                break;
            case Attribute.Type:
                draft.Meter = fields.Text("type", LongestName);
                break;
            case Attribute.Time:
                if (fields.Text("time", 40) is { } time && !Instant.TryParse(time, out draft.Time)) fields.Wrong("time", "must be a time such as 2026-03-10T10:00:00Z");
                break;
            case Attribute.Subject:
                if (fields.Text("subject", LongestName) is { } subject && subject != account.ToString()) fields.Wrong("subject", "is not the account of this API key");
                break;
            case Attribute.ContentType:
                if (fields.Text("datacontenttype", 100) is { } type && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)) fields.Wrong("datacontenttype", "must be application/json");
                break;
            case Attribute.Data:
                UsageDataJson.Read(ref fields, draft);
                break;
        }
    }

    [Flags]
    private enum Attribute
    {
        None = 0, SpecVersion = 1, Id = 2, Source = 4, Type = 8, Time = 16, Subject = 32, ContentType = 64, Data = 128,
    }

    private static readonly Attribute[] Required = [Attribute.SpecVersion, Attribute.Id, Attribute.Source, Attribute.Type, Attribute.Time, Attribute.Data];

    private static Attribute AttributeOf(in JsonFields fields) =>
        fields.NameIs("specversion"u8) ? Attribute.SpecVersion
        : fields.NameIs("id"u8) ? Attribute.Id
        : fields.NameIs("source"u8) ? Attribute.Source
        : fields.NameIs("type"u8) ? Attribute.Type
        : fields.NameIs("time"u8) ? Attribute.Time
        : fields.NameIs("subject"u8) ? Attribute.Subject
        : fields.NameIs("datacontenttype"u8) ? Attribute.ContentType
        : fields.NameIs("data"u8) ? Attribute.Data
        : Attribute.None;

    private static string PathOf(Attribute attribute) => attribute == Attribute.ContentType ? "datacontenttype" : attribute.ToString().ToLowerInvariant();
}
