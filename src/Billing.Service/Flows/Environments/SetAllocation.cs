using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Environments;

/// <summary>Gives an environment a limit on the organisation's pool, or takes it away (C-6). Credit stays where it is.</summary>
public sealed class SetAllocation(Writer writer, IMemberships memberships)
{
    /// <param name="environment">As usage names it; one that nothing has used yet may have a limit too.</param>
    /// <param name="limit">In the wallet's unit, with what it took; null for no limit. Below what it took: nothing is left.</param>
    /// <param name="key">Made when the dialog opens.</param>
    public async Task<Outcome<Allocation>> Run(Actor actor, AccountId account, string environment, Amount? limit, string key, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        return await writer.Run(scope => Book(scope, actor, account, environment, limit, key), cancel);
    }

    private static Outcome<Allocation> Book(WriteScope scope, Actor actor, AccountId account, string environment, Amount? limit, string key)
    {
        if (scope.Find(account) is not { } wallet) return new Refusal("not_found", "There is no such account.");
        var command = new NewCommand($"allocation:{key}", "allocation", wallet.Account, actor.Label, RequestHash.Of(account, environment, limit?.ToString() ?? "none"));
        return scope.Once<Allocation>(command, _ =>
        {
            if (!scope.BookOf(wallet.Account, scope.Now).HasEnvironments) return AllocationRefusals.NoEnvironments;
            if (environment.Trim() != environment || environment.Length is 0 or > 200) return AllocationRefusals.Name;
            if (limit is { IsNegative: true } || limit is { } some && some.Asset != wallet.Asset) return AllocationRefusals.Amount(wallet.Asset);
            scope.SetLimit(wallet.Account, environment, limit?.Units);
            return Allocation.Of(scope.Wallet(wallet.Account), environment, scope.TakenBy(wallet.Account, environment), scope.Now);
        });
    }
}

internal static class AllocationRefusals
{
    public static Refusal NoEnvironments { get; } = new("not_applicable", "Environments have no limits here.");
    public static Refusal Name { get; } = new("invalid_environment", "An environment's name has 1 to 200 characters and no blanks around it.", "environment");

    public static Refusal Amount(Asset asset) => new("invalid_amount", $"An amount of 0 or more in {asset} is needed.", "amount");
}
