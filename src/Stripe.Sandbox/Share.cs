namespace Stripe.Sandbox;

/// <summary>Parts of whole amounts.</summary>
internal static class Share
{
    /// <summary>amount × part / whole in whole units, half a unit rounded away from zero; 0 of nothing.</summary>
    public static long Of(long amount, long part, long whole)
    {
        if (whole == 0)
            return 0;
        var doubled = 2 * (Int128)Math.Abs(amount) * part;
        return Math.Sign(amount) * (long)((doubled + whole) / (2 * (Int128)whole));
    }
}
