using Stripe.Sandbox.Resources;

namespace Stripe.Sandbox.Pages;

internal static class Money
{
    /// <summary>Whole units in full ink, decimals quieter.</summary>
    public static Html Show(long amount, string currency)
    {
        var text = Currency.Show(amount, currency);
        var point = text.LastIndexOf('.');
        return point < 0 ? Html.Of($"{text}") : Html.Of($"{text[..point]}<span class=\"cents\">{text[point..]}</span>");
    }
}
