using Billing.Metering;
using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>What an event counts towards a line of the invoice.</summary>
/// <param name="Code">The line's: the model or meter that is priced, or the allowance that the meter counts for.</param>
/// <param name="Quantity">Exact, in the price's unit: seconds, GB.</param>
public readonly record struct InvoiceCount(string Code, Fraction Quantity)
{
    /// <summary>Null where the event stands on no invoice: it failed, or its price is announced and no allowance shows it.</summary>
    public static InvoiceCount? Of(PriceBook book, PriceLine line, UsageStatus status, in Quantities quantities)
    {
        if (status != UsageStatus.Success) return null;
        foreach (var allowance in book.FreeAllowances)
        {
            if (allowance.Meter == line.Meter) return new(allowance.Code, line.CountOf(quantities) / allowance.Per);
        }

        return line.Announced ? null : new(CodeOf(line), line.CountOf(quantities));
    }

    internal static string CodeOf(PriceLine line) => line.Model ?? line.Meter;
}
