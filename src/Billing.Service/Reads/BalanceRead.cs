using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>The balance as the header shows it.</summary>
/// <param name="Balance">After entry <paramref name="LastNumber"/>.</param>
/// <param name="Held">Kept aside for a disputed payment or a refund on its way; available = balance - held.</param>
/// <param name="LastNumber">0 before the first entry.</param>
public sealed record BalanceView(Instant AsOf, Amount Balance, Amount Held, long LastNumber);

/// <summary>Answers from the writer's memory: no database is asked.</summary>
public sealed class BalanceRead(Writer writer, BillingClock clock)
{
    /// <summary>Null where there is no such account.</summary>
    public BalanceView? Read(AccountId account) =>
        writer.Find(account) is { } wallet
            ? new(clock.Now, wallet.BalanceAmount, new(wallet.Frozen, wallet.Asset), wallet.LastNumber)
            : null;
}
