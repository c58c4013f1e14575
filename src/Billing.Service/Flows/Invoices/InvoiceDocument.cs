using System.Text.Json;
using System.Text.Json.Serialization;
using Billing.Invoicing;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>The numbers are stored: never change one.</summary>
public enum LineKind : byte
{
    /// <summary>A plan, in advance (C-14).</summary>
    Plan = 1,

    /// <summary>What was used in the period.</summary>
    Usage = 2,

    /// <summary>Usage of a month that was invoiced before it became known.</summary>
    Adjustment = 3,

    /// <summary>What a credit note takes back.</summary>
    Credit = 4,
}

/// <param name="Code">A plan, model, meter or allowance of the book.</param>
/// <param name="Name">For people.</param>
/// <param name="From">What it is for, half-open.</param>
/// <param name="UnitPrice">In whole money, an exact decimal.</param>
/// <param name="Quantity">An exact decimal.</param>
/// <param name="Amount">In 10^-8 of the document's asset.</param>
public sealed record DocumentLine(LineKind Kind, string Code, string Name, Instant From, Instant Until, string UnitPrice, string Quantity, long Amount);

/// <summary>A line that is only shown: its price is announced and not in force (KO-8, KO-9).</summary>
/// <param name="Announced">What would be due, in 10^-8 of the document's asset; in no sum.</param>
public sealed record DocumentNotice(string Code, string Name, string Quantity, string Included, string Excess, string Price, long Announced);

/// <summary>Whom a document is made out to, as it was.</summary>
public sealed record BilledTo(string Name, string? Country, bool Business, string? Company, string? VatNumber);

/// <summary>An issued document's content, frozen: what it said then it says for ever.</summary>
public sealed record InvoiceDocument
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new InstantText(), new JsonStringEnumConverter() } };

    public required string Seller { get; init; }
    public required BilledTo To { get; init; }

    /// <summary>The price book version that priced it.</summary>
    public required string Book { get; init; }
    public required int Version { get; init; }
    public required IReadOnlyList<DocumentLine> Lines { get; init; }
    public required IReadOnlyList<DocumentNotice> Notices { get; init; }

    /// <summary>An exact decimal: <c>0.19</c>.</summary>
    public required string TaxRate { get; init; }
    public required TaxReason TaxReason { get; init; }

    /// <summary>What entries had been booked for the usage on it, in 10^-8; what the lines differ from it is the rounding entry.</summary>
    public long Booked { get; init; }

    /// <summary>Of the rounding entry, signed.</summary>
    public long Rounding { get; init; }

    /// <summary>A credit note's reason, and what the customer reads with it.</summary>
    public string? Reason { get; init; }
    public string? Note { get; init; }

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static InvoiceDocument Read(string json) => JsonSerializer.Deserialize<InvoiceDocument>(json, Json)!;

    private sealed class InstantText : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Instant.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
