using Billing.Refills;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Refills;
using Billing.Units;
using Stripe.Sandbox;

namespace Portal.Tests.Settling.Scenarios;

internal sealed class RefillThatWorks : IFlowScenario
{
    public string Name => "F6 refill that works";
    public string Book => "deployments";

    public Task Play(SettlementHost host) => Refill.TurnOn(host, "pm_card_visa");

    public IEnumerable<string> Ends => ["entry: account 1 topup 2000 topup"];
}

internal sealed class RefillThatIsDeclined : IFlowScenario
{
    public string Name => "F7 refill that is declined";
    public string Book => "deployments";

    public Task Play(SettlementHost host) => Refill.TurnOn(host, "pm_card_chargeCustomerFail");

    public IEnumerable<string> Ends => ["refills: account=1"];
}

internal sealed class RefillThatNeedsItsPayer : IFlowScenario
{
    public string Name => "F8 refill that needs its payer";
    public string Book => "deployments";

    public Task Play(SettlementHost host) => Refill.TurnOn(host, "pm_card_authenticationRequired");

    public IEnumerable<string> Ends => ["refills: account=1"];
}

internal sealed class RefillWhoseAnswerIsLost : IFlowScenario
{
    public string Name => "F9 refill whose answer is lost";
    public string Book => "deployments";

    public Task Play(SettlementHost host)
    {
        // Ours and the client's own repetition.
        host.Sandbox.Fault(FaultKind.LostAnswer, "POST", "/v1/payment_intents", times: 2);
        return Refill.TurnOn(host, "pm_card_visa");
    }

    public IEnumerable<string> Ends => ["entry: account 1 topup 2000 topup"];
}

/// <summary>Automatic refill is turned on below its threshold, so that it charges at once: 2,000 credits for 20 dollars.</summary>
internal static class Refill
{
    public static async Task TurnOn(SettlementHost host, string card)
    {
        Assert.Null((await host.Get<SaveCard>().Run(host.Owner, host.Account, card, SettlementHost.OwnerMail, Guid.NewGuid().ToString("N"), CancellationToken.None)).Refusal);
        var unit = host.Wallet.Asset;
        var settings = new AutoRefillSettings(Amount.Whole(500, unit), Amount.Whole(2_000, unit), Amount.Whole(100, Asset.Usd), 3);
        var set = await host.Get<SetRefill>().Run(host.Owner, host.Account, new RefillWish(settings, Amount.Whole(20, Asset.Usd)), CancellationToken.None);
        Assert.Null(set.Refusal);
    }
}
