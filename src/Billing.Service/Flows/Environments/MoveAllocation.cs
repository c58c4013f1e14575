using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Environments;

/// <summary>Both sides of a transfer.</summary>
public sealed record MovedAllocation(Allocation From, Allocation To);

/// <summary>Moves a part of one environment's limit to another: both limits change, or neither (C-6).</summary>
public sealed class MoveAllocation(Writer writer, IMemberships memberships)
{
    /// <param name="amount">In the wallet's unit, above zero; at most what is left of the giving limit.</param>
    /// <param name="key">Made when the dialog opens.</param>
    public async Task<Outcome<MovedAllocation>> Run(Actor actor, AccountId account, string from, string to, Amount amount, string key, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        return await writer.Run(scope => Book(scope, actor, account, from, to, amount, key), cancel);
    }

    private static Outcome<MovedAllocation> Book(WriteScope scope, Actor actor, AccountId account, string from, string to, Amount amount, string key)
    {
        if (scope.Find(account) is not { } wallet) return new Refusal("not_found", "There is no such account.");
        var command = new NewCommand($"allocation:{key}", "allocation", wallet.Account, actor.Label, RequestHash.Of(account, from, to, amount));
        return scope.Once<MovedAllocation>(command, _ => Decide(wallet, from, to, amount, scope.TakenBy(wallet.Account, from)) is { } no ? no : Move(scope, wallet, from, to, amount.Units));
    }

    private static Refusal? Decide(WalletState wallet, string from, string to, Amount amount, long used)
    {
        if (amount.Asset != wallet.Asset || !amount.IsPositive) return AllocationRefusals.Amount(wallet.Asset);
        if (from == to) return new("same_environment", "Choose two different environments.", "to");
        if (!wallet.Limits.TryGetValue(from, out var giving)) return NoLimit(from, "from");
        if (!wallet.Limits.ContainsKey(to)) return NoLimit(to, "to");
        return amount.Units > giving - used
            ? new("exceeds_limit", $"Only {new Amount(Math.Max(0, giving - used), wallet.Asset)} is left of the limit of '{from}'.", "amount")
            : null;
    }

    private static MovedAllocation Move(WriteScope scope, WalletState before, string from, string to, long units)
    {
        scope.SetLimit(before.Account, from, before.Limits[from] - units);
        scope.SetLimit(before.Account, to, checked(before.Limits[to] + units));
        var wallet = scope.Wallet(before.Account);
        return new(Of(from), Of(to));

        Allocation Of(string environment) => Allocation.Of(wallet, environment, scope.TakenBy(wallet.Account, environment), scope.Now);
    }

    private static Refusal NoLimit(string environment, string field) => new("no_limit", $"The environment '{environment}' has no limit.", field);
}
