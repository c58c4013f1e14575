namespace Stripe.Sandbox;

/// <summary>How a sandbox runs.</summary>
public sealed class SandboxOptions
{
    /// <summary>Loopback port; 0 takes the one of the last start where it is free, or any other.</summary>
    public int Port { get; init; }

    /// <summary>Where <c>stripe-sandbox.db</c> lies; made when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Who is being paid, as the hosted page says it.</summary>
    public string SellerName { get; init; } = "Sandbox seller";

    /// <summary>Real time; signatures and retries follow it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Waits before a delivery that failed is tried again; after the last one it is given up.</summary>
    public IReadOnlyList<TimeSpan> WebhookRetryGaps { get; init; } =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];
}
