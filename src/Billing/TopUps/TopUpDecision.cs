using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.TopUps;

/// <summary>What a payment buys.</summary>
/// <param name="Pay">In the book's currency.</param>
/// <param name="Base">Bought credit, in the wallet's unit.</param>
/// <param name="Bonus">On top of it; zero below the first tier.</param>
/// <param name="Tier">The tier reached; null for none.</param>
public sealed record TopUpQuote(Amount Pay, Amount Base, Amount Bonus, BonusTier? Tier)
{
    public Amount Total => Base + Bonus;
}

/// <summary>A quote, or a named no.</summary>
public abstract record TopUpAnswer
{
    private TopUpAnswer() { }

    /// <summary>The payment may be asked for.</summary>
    public sealed record Accepted(TopUpQuote Quote) : TopUpAnswer;

    /// <summary>The payment may not be asked for.</summary>
    /// <param name="Code"><c>not_offered</c>, <c>below_minimum</c>, <c>above_maximum</c>, <c>not_payable</c>.</param>
    /// <param name="Message">One sentence for the payer.</param>
    public sealed record Refused(string Code, string Message) : TopUpAnswer;
}

/// <summary>How the payment stands.</summary>
public enum PaymentState : byte
{
    /// <summary>Begun, not settled (ACH, SEPA: days, KU-19).</summary>
    Pending,
    Confirmed,
    Failed,
}

/// <summary>Buying credit: what a payment is worth, and what a settled payment adds. Nothing is added before the money is confirmed (KU-19).</summary>
public static class TopUpDecision
{
    /// <summary>The type of every entry that a purchase writes, the bonus's too (KU-22).</summary>
    public const EntryType Entry = EntryType.Topup;

    /// <summary>What a payment would buy. Between tiers the tier reached counts for the whole payment (KU-17).</summary>
    public static TopUpAnswer Quote(PriceBook book, Amount pay)
    {
        if (book.TopUp is not { } rules) return new TopUpAnswer.Refused("not_offered", "Credit cannot be bought in advance here.");
        if (pay < rules.Minimum) return new TopUpAnswer.Refused("below_minimum", $"The least top-up is {MoneyFormat.Money(rules.Minimum)}.");
        if (pay > rules.Maximum) return new TopUpAnswer.Refused("above_maximum", $"The greatest single top-up is {MoneyFormat.Money(rules.Maximum)}.");
        if (pay.Units % rules.PayStepUnits != 0) return new TopUpAnswer.Refused("not_payable", $"A payment goes in steps of {MoneyFormat.Money(new(rules.PayStepUnits, pay.Asset))}.");
        var bought = Fraction.Of(pay.Units, Asset.UnitsPerWhole) * book.Wallet.UnitsPerCurrency;
        var tier = rules.Tiers.LastOrDefault(tier => pay >= tier.From);
        var bonus = tier is null ? 0 : rules.BonusRounding.ToUnits(bought * tier.Rate);
        var unit = book.Wallet.Unit;
        return new TopUpAnswer.Accepted(new(pay, new(Exactly.ToUnits(bought), unit), new(bonus, unit), tier));
    }

    /// <summary>
    /// The same purchase when a code of the payment page took something off: what was paid for is bought, and the rest of
    /// the credit is a gift, so that a refund can never send back more than came in.
    /// </summary>
    /// <param name="discount">Taken off, in the payment's currency: 0 to all of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 0, or more than the payment.</exception>
    public static TopUpQuote Discounted(TopUpQuote quote, Amount discount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(discount, Amount.Zero(discount.Asset));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(discount, quote.Pay);
        if (discount.IsZero) return quote;
        var paid = quote.Pay - discount;
        var bought = new Amount(Exactly.ToUnits(Fraction.Of(quote.Base.Units, Asset.UnitsPerWhole) * Fraction.Of(paid.Units, quote.Pay.Units)), quote.Base.Asset);
        return quote with { Pay = paid, Base = bought, Bonus = quote.Total - bought };
    }

    /// <summary>The grants of a payment: none until it is confirmed, none when it failed; the bonus is a grant of its own, and what is 0 is none.</summary>
    /// <param name="at">When the confirmation is recorded.</param>
    public static IReadOnlyList<NewGrant> Settle(PriceBook book, TopUpQuote quote, PaymentState payment, Instant at)
    {
        if (payment != PaymentState.Confirmed) return [];
        var anchor = new MonthAnchor(at);
        var grants = new List<NewGrant>();
        if (quote.Base.IsPositive) grants.Add(new(GrantKind.Topup, quote.Base, book.ExpiresAt(GrantKind.Topup, at, anchor)));
        if (quote.Bonus.IsPositive) grants.Add(new(GrantKind.Bonus, quote.Bonus, book.ExpiresAt(GrantKind.Bonus, at, anchor)));
        return grants;
    }

    /// <summary>A rate like 1/3 could leave part of a unit: it is cut, the seller never owes what cannot be counted.</summary>
    private static readonly Rounding Exactly = new(1, RoundingMode.Down);
}
