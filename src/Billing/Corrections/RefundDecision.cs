using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Corrections;

/// <summary>Where a refund goes.</summary>
public enum RefundDestination : byte
{
    /// <summary>Credit to the wallet: the default (KU-28).</summary>
    Wallet,

    /// <summary>Money through the payment provider, on request.</summary>
    Bank,
}

/// <summary>A settled purchase and what is left of it.</summary>
/// <param name="Paid">In the book's currency.</param>
/// <param name="Base">Bought credit, wallet unit.</param>
/// <param name="BaseLeft">What is left of it.</param>
/// <param name="Bonus">Given on top, wallet unit.</param>
/// <param name="BonusLeft">What is left of it.</param>
public sealed record Purchase(Amount Paid, Amount Base, Amount BaseLeft, Amount Bonus, Amount BonusLeft);

/// <summary>What is asked for.</summary>
/// <param name="Amount">To the wallet: in its unit. To the bank: money; null for all that is unused.</param>
public sealed record RefundRequest(RefundDestination Destination, Amount? Amount, string? ReasonCode, bool ByOperator);

/// <summary>A refund to carry out, or a named no.</summary>
public abstract record RefundAnswer
{
    private RefundAnswer() { }

    /// <summary>One entry of type refund on a grant of kind correction.</summary>
    public sealed record ToWallet(Amount Credit, Reason Reason) : RefundAnswer;

    /// <summary>Entries of type manual_adjust bound to the provider's refund (C-23).</summary>
    /// <param name="FromBase">Leaves the bought grant, above zero.</param>
    /// <param name="FromBonus">Leaves its bonus, zero for none.</param>
    /// <param name="Money">Goes to the bank.</param>
    public sealed record ToBank(Amount FromBase, Amount FromBonus, Amount Money, Reason Reason) : RefundAnswer;

    /// <summary>Nothing is refunded.</summary>
    /// <param name="Code"><c>operator_only</c>, <c>unknown_reason</c>, <c>not_applicable</c>, <c>exceeds_paid</c>, <c>exceeds_unused</c>.</param>
    /// <param name="Message">One sentence for the operator.</param>
    public sealed record Refused(string Code, string Message) : RefundAnswer;
}

/// <summary>
/// Giving a purchase back (KU-27, KU-28, DP-27). Only bought credit that is unused returns as money; its bonus goes back in
/// proportion, and with the last of the bought credit all of it, so that a bonus never outlives its payment.
/// </summary>
public static class RefundDecision
{
    public const EntryType WalletEntry = EntryType.Refund;
    public const EntryType BankEntry = EntryType.ManualAdjust;

    /// <summary>Decides; who asks first, then the reason, then the amount.</summary>
    public static RefundAnswer Decide(PriceBook book, Purchase purchase, RefundRequest request)
    {
        if (!request.ByOperator) return No("operator_only", "Customers ask, operators refund.");
        if (!Reasons.TryParse(request.ReasonCode, out var reason)) return No("unknown_reason", "Choose one of the listed reasons.");
        return request.Destination == RefundDestination.Wallet ? ToWallet(book, request.Amount, reason) : ToBank(book, purchase, request.Amount, reason);
    }

    private static RefundAnswer ToWallet(PriceBook book, Amount? amount, Reason reason) =>
        amount is { IsPositive: true } credit && credit.Asset == book.Wallet.Unit
            ? new RefundAnswer.ToWallet(credit, reason)
            : No("not_applicable", $"A refund to the wallet needs an amount above zero in {book.Wallet.Unit}.");

    private static RefundAnswer ToBank(PriceBook book, Purchase purchase, Amount? amount, Reason reason)
    {
        if (book is not { Refunds: { ToBank: true } rules, TopUp: { } topUp }) return No("not_applicable", "Purchases are not refunded to the bank here.");
        if (amount is { IsPositive: false }) return No("not_applicable", "A refund is above zero.");
        if (amount > purchase.Paid) return No("exceeds_paid", $"Only {purchase.Paid} was paid.");
        var unused = Money(purchase, purchase.BaseLeft, topUp);
        var money = amount ?? unused;
        if (money > unused || money.IsZero) return No("exceeds_unused", $"Only {unused} of the payment is unused.");
        if (money.Units % topUp.PayStepUnits != 0) return No("not_applicable", "A refund is a whole number of the currency's smallest coin.");

        var fromBase = money == unused ? purchase.BaseLeft : Share(purchase.Base, money, purchase.Paid, RoundingMode.Up);
        var fromBonus = rules.Bonus == BonusOnRefund.Keep ? Amount.Zero(purchase.Bonus.Asset)
            : money == unused ? purchase.BonusLeft
            : Amount.Min(Share(purchase.Bonus, money, purchase.Paid, RoundingMode.HalfUp), purchase.BonusLeft);
        return new RefundAnswer.ToBank(fromBase, fromBonus, money, reason);
    }

    /// <summary>What unused credit is worth in money, cut to a whole coin.</summary>
    private static Amount Money(Purchase purchase, Amount left, TopUpRules rules) =>
        Share(purchase.Paid, left, purchase.Base, RoundingMode.Down, rules.PayStepUnits);

    /// <summary>The share of a whole that a part of something else stands for: units are never mixed, because only the ratio crosses over.</summary>
    internal static Amount Share(Amount whole, Amount part, Amount of, RoundingMode mode, long step = 1) =>
        new(new Rounding(step, mode).ToUnits(Fraction.Of(whole.Units, Asset.UnitsPerWhole) * Fraction.Of(part.Units, of.Units)), whole.Asset);

    private static RefundAnswer.Refused No(string code, string message) => new(code, message);
}
