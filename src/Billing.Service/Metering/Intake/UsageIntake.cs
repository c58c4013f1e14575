using System.Text.Json;
using Billing.Metering;
using Billing.Units;

namespace Billing.Service.Metering.Intake;

/// <summary>How a body holds its events.</summary>
public enum UsageFormat : byte
{
    /// <summary>One object, or an array of them.</summary>
    Json,

    /// <summary>An object a line; empty lines are passed over.</summary>
    JsonLines,
}

/// <summary>What became of one event, for its producer.</summary>
/// <param name="Id">As it was sent; null where it could not be read.</param>
/// <param name="Refusal">Why nothing was stored; null when it was.</param>
/// <param name="Row">The usage row; 0 when refused.</param>
/// <param name="BalanceAfter">The account's balance after the event.</param>
public sealed record EventAnswer(string? Id, UsageOutcome Outcome, Amount Cost, Amount Uncovered, Amount BalanceAfter, long Row, Refusal? Refusal);

/// <summary>Bodies of usage events, from HTTP or a file, to the writer; each event is answered by itself and nothing but the whole body's form refuses all.</summary>
public sealed class UsageIntake(Writer writer)
{
    public const int MostEvents = 1_000;
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Reads, charges and stores a body.</summary>
    /// <param name="environment">Taken for events that name none.</param>
    /// <param name="imported">True for an import, which may be older than 35 days.</param>
    /// <returns>An answer for each event in order; or a refusal <c>invalid_json</c>, <c>too_many_events</c>, <c>too_large</c>, <c>no_events</c> of all.</returns>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    /// <exception cref="WriterBusyException">The queue is full; nothing was done.</exception>
    /// <exception cref="LedgerUnavailableException">The commit failed; nothing was booked.</exception>
    public async Task<Outcome<IReadOnlyList<EventAnswer>>> Take(
        AccountId account, ApiKeyId? apiKey, ReadOnlyMemory<byte> body, UsageFormat format, CancellationToken cancel, string? environment = null,
        bool imported = false)
    {
        if (body.Length > MostBytes) return new Refusal("too_large", $"A body has at most {MostBytes} bytes.");
        var events = Parse(body.Span, format, account, environment);
        if (!events.IsAccepted) return events.Refusal!;
        return await Charge(account, apiKey, events.Value, imported, cancel);
    }

    /// <summary>Charges and stores what could be read; what could not is answered with its refusal, in its place.</summary>
    private async Task<EventAnswer[]> Charge(AccountId account, ApiKeyId? apiKey, List<ParsedEvent> events, bool imported, CancellationToken cancel)
    {
        var readable = events.Where(e => e.Event is not null).Select(e => e.Event!).ToArray();
        var receipts = readable.Length == 0 ? [] : await writer.Ingest(new(account, apiKey, readable, imported), cancel);
        var wallet = writer.Find(account) ?? throw new KeyNotFoundException($"There is no {account}");
        var answers = new EventAnswer[events.Count];
        for (int i = 0, next = 0; i < answers.Length; i++)
        {
            var receipt = events[i].Refusal is { } refusal
                ? new UsageReceipt(UsageOutcome.Refused, 0, 0, 0, wallet.Balance, refusal)
                : receipts[next++];
            answers[i] = new(
                events[i].Id, receipt.Outcome, new(receipt.Cost, wallet.Asset), new(receipt.Uncovered, wallet.Asset),
                new(receipt.BalanceAfter, wallet.Asset), receipt.Row, receipt.Refusal);
        }

        return answers;
    }

    private static Outcome<List<ParsedEvent>> Parse(ReadOnlySpan<byte> body, UsageFormat format, AccountId account, string? environment)
    {
        var events = new List<ParsedEvent>();
        var refusal = format == UsageFormat.JsonLines
            ? ReadLines(body, account, environment, events)
            : ReadJson(body, account, environment, events);
        return refusal is not null ? refusal
            : events.Count == 0 ? new Refusal("no_events", "The body holds no event.")
            : events;
    }

    private static Refusal? ReadLines(ReadOnlySpan<byte> body, AccountId account, string? environment, List<ParsedEvent> events)
    {
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range].Trim(" \t\r"u8);
            if (line.IsEmpty) continue;
            if (events.Count == MostEvents) return TooMany;
            events.Add(UsageEventJson.Parse(line, account, environment));
        }

        return null;
    }

    private static Refusal? ReadJson(ReadOnlySpan<byte> body, AccountId account, string? environment, List<ParsedEvent> events)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonFields.DeepestNesting + 1 });
            if (!reader.Read()) return new("no_events", "The body holds no event.");
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                Next(ref reader, body, account, environment, events);
                _ = reader.Read();
                return null;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (events.Count == MostEvents) return TooMany;
                Next(ref reader, body, account, environment, events);
            }

            _ = reader.Read();
            return null;
        }
        catch (JsonException exception)
        {
            return UsageEventJson.Malformed(exception);
        }
    }

    /// <summary>The value the reader stands on, as an event; leaves the reader at its end.</summary>
    private static void Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, AccountId account, string? environment, List<ParsedEvent> events)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        events.Add(UsageEventJson.Parse(body[start..(int)reader.BytesConsumed], account, environment));
    }

    private static readonly Refusal TooMany = new("too_many_events", $"A body holds at most {MostEvents} events.");
}
