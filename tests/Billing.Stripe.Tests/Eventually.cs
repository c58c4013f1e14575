namespace Billing.Stripe.Tests;

/// <summary>Waits for a condition, not for a time.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<bool> condition, string what)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"In time there was no {what}");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
