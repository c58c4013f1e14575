using Billing.Invoicing;
using Billing.PriceBooks;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Recovery;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Layout;
using BillingPortal.Portal.Parts;

namespace BillingPortal.Portal.Pages.Invoices;

/// <summary>What is said of invoices on the pages and in the banner.</summary>
public static class InvoiceWords
{
    public static string Name(InvoiceKind kind, long number) => kind == InvoiceKind.Invoice ? $"Invoice {number}" : $"Credit note {number}";

    public static (Tone Tone, string Text) Chip(InvoiceStanding standing) => standing switch
    {
        InvoiceStanding.Open => (Tone.Info, "open"),
        InvoiceStanding.Overdue => (Tone.Bad, "overdue"),
        InvoiceStanding.Paid => (Tone.Good, "paid"),
        InvoiceStanding.Void => (Tone.Neutral, "taken back"),
        InvoiceStanding.WrittenOff => (Tone.Neutral, "written off"),
        _ => (Tone.Neutral, "credited"),
    };

    /// <summary>The days of a half-open period.</summary>
    public static string Days(Instant from, Instant until, int thisYear) => DateText.Range(from.Day, LastDay(from, until), thisYear);

    public static DateOnly LastDay(Instant from, Instant until) => until > from ? new Instant(until.Micros - 1).Day : from.Day;

    public static string Tax(InvoiceDocument document) => document.TaxReason switch
    {
        TaxReason.LocalVat => $"VAT {Percent(document.TaxRate)}, {document.To.Country}",
        TaxReason.VatExempt => "VAT 0 %, reverse charge",
        TaxReason.OutsideEu => $"Tax {Percent(document.TaxRate)}, outside the EU",
        _ => "Tax, no address on file",
    };

    public static (Tone Tone, string Text) Attempt(InvoiceAttempt attempt) => attempt.State switch
    {
        PaymentState.Paid => (Tone.Good, "paid"),
        PaymentState.Failed => (Tone.Bad, attempt.Failure == "no_card" ? "no card on file" : "declined"),
        PaymentState.Pending => (Tone.Info, "with the bank"),
        _ => (Tone.Info, "asking the bank"),
    };

    /// <summary>The banner of an account whose invoice could not be collected.</summary>
    public static FrameNotice Notice(RecoveryView recovery, int thisYear) => new(
        Tone.Bad, $"Invoice {recovery.Invoice} is overdue.",
        $"{MoneyText.Of(recovery.Owed)} could not be charged since {DateText.Day(recovery.FailedAt.Day, thisYear)}. {Now(recovery)}{Next(recovery)}",
        "Pay now", PortalUrls.Invoice(recovery.Invoice));

    /// <summary>What the present stage means.</summary>
    public static string Now(RecoveryView recovery) => recovery.State == RecoveryState.Overdue ? "" : RecoveryWords.Of(recovery.Blocks);

    private static string Next(RecoveryView recovery) => recovery.Next is not { } next ? "" : $" {DateText.Weekday(next.At.Day)}: {Word(next.State)}{Consequence(next.Blocks)}.";

    private static string Consequence(RecoveryBlocks blocks) =>
        blocks.HasFlag(RecoveryBlocks.Resources) ? ", resources are deleted for good"
        : blocks.HasFlag(RecoveryBlocks.Instances) ? ", all instances are paused"
        : blocks.HasFlag(RecoveryBlocks.Creation) ? ", nothing new can be created"
        : "";

    private static string Word(RecoveryState state) => state.ToString().ToLowerInvariant();

    private static string Percent(string rate) => $"{(Fraction.Parse(rate) * 100).ToDecimalText(2)} %";
}
