using Billing.Credits;

namespace Billing.Tests.Vectors;

/// <summary>The vectors' words for rules that a price book holds as data.</summary>
internal static class VectorRules
{
    public static BurnOrder Order(string name) => name switch
    {
        "included_then_oldest" => new([BurnKey.Kind, BurnKey.GrantedAt], [GrantKind.Included]),
        "earliest_expiry" => new([BurnKey.Expiry, BurnKey.Kind], [GrantKind.Included, GrantKind.Starter, GrantKind.Topup, GrantKind.Bonus]),
        "oldest" => Books.Kunavo.BurnOrder,
        _ => throw new ArgumentException(name),
    };

    public static (PaymentRule Payment, ZeroAction AtZero) OfSeed(string seed) => seed switch
    {
        "000" => (PaymentRule.WhatIsLeft, ZeroAction.Throttle),
        "001" => (PaymentRule.WholeOrNothing, ZeroAction.Pause),
        "002" => (PaymentRule.WhatIsLeft, ZeroAction.Refuse402),
        "004" => (Books.Kunavo.Wallet.Payment, Books.Kunavo.Wallet.AtZero),
        _ => throw new ArgumentException(seed),
    };

    public static string Outcome(FundingOutcome outcome) => outcome switch
    {
        FundingOutcome.Admitted => "admitted",
        FundingOutcome.Funded => "funded",
        FundingOutcome.PartlyFunded => "partly_funded",
        _ => "refused",
    };

    public static string Action(ZeroAction action) => action switch
    {
        ZeroAction.Refuse402 => "reject_402",
        ZeroAction.Throttle => "throttle",
        ZeroAction.Pause => "pause",
        _ => "none",
    };
}
