using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>How an amount is shown.</summary>
internal static class MoneyFormatVectors
{
    public static object Answer(Vector vector)
    {
        var book = BookFiles.Of(vector);
        return new { text = MoneyFormat.Text(vector.Given.Amount("amount", book.Wallet.Unit), book.Display) };
    }
}
