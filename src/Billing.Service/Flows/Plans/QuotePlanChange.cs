using Billing.Plans;
using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Flows.Coupons;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>An offer that binds until its time is over.</summary>
public sealed record PlanQuote(QuoteId Id, PlanOffer Offer, Instant ValidUntil);

/// <summary>
/// Says what a change of plan would cost and do, and holds the code that was entered with it. Nothing changes until
/// <see cref="ChangePlan"/> accepts the quote.
/// </summary>
public sealed class QuotePlanChange(Writer writer, IMemberships memberships)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Refuses what <see cref="PlanChangeDecision"/> and the code refuse, by their names.</summary>
    /// <param name="coupon">As typed; null or blank for none.</param>
    public async Task<Outcome<PlanQuote>> Run(Actor actor, AccountId account, string plan, BillingInterval interval, string? coupon, CancellationToken cancel) =>
        await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal ? refusal
            : await writer.Run(scope => Quote(scope, account, plan, interval, string.IsNullOrWhiteSpace(coupon) ? null : coupon.Trim()), cancel);

    private static Outcome<PlanQuote> Quote(WriteScope scope, AccountId account, string plan, BillingInterval interval, string? code)
    {
        if (PlanSituation.Of(scope, account) is not { } situation) return new Refusal("not_found", "There is nothing to change here.");
        if (situation.Book.Plan(plan) is not { } to) return new Refusal("unknown_plan", "There is no such plan.", "plan");
        if (situation.Subscription.MayChangeTo(to, interval) is { } first) return first;
        switch (PlanChangeDecision.Decide(situation.Book, situation.Standing(to), to, interval, scope.Now))
        {
            case PlanChangeAnswer.Accepted change:
                var id = new QuoteId(Guid.CreateVersion7(scope.Now.ToDateTimeOffset()));
                var until = scope.Now.Plus(Lifetime);
                var held = CodeHold.Take(scope, situation, code, change.ChargeNow, id, until);
                if (held.Refusal is { } no) return no;
                return Keep(scope, situation, new(id, OfferOf(situation, to, interval, change, held.Value), until), interval, held.Value?.Code);
            case PlanChangeAnswer.Refused { Code: "card_required" } when situation.CardNotAccepted is { } why:
                return why;
            case PlanChangeAnswer.Refused refused:
                return new Refusal(refused.Code, refused.Message, "plan");
            default:
                throw new InvalidOperationException("A change is accepted or refused");
        }
    }

    private static PlanQuote Keep(WriteScope scope, PlanSituation situation, PlanQuote quote, BillingInterval interval, string? code)
    {
        scope.Db.Quotes.Add(new QuoteRow
        {
            Id = quote.Id,
            Account = situation.Wallet.Account,
            Plan = quote.Offer.Plan,
            Interval = interval,
            Coupon = code,
            DueNow = quote.Offer.DueNow.Units,
            Asset = quote.Offer.DueNow.Asset.Code,
            Offer = quote.Offer.ToJson(),
            Standing = situation.Fingerprint(situation.Book.Plan(quote.Offer.Plan)!),
            Created = scope.Now,
            ValidUntil = quote.ValidUntil,
        });
        return quote;
    }

    private static PlanOffer OfferOf(PlanSituation situation, Plan to, BillingInterval interval, PlanChangeAnswer.Accepted change, HeldCode? code)
    {
        var (book, from, now) = (situation.Book, situation.Subscription.Plan, situation.Now);
        var discount = code?.Discount ?? Amount.Zero(book.Currency);
        var bill = situation.Bill(to, change.NewPeriod ?? new(now, now), change.ChargeNow - discount, situation.CreditOnAccount + change.Credit);
        var atOnce = change.EffectiveAt <= now;
        var upgrade = PlanChangeDecision.IsUpgrade(situation.Standing(to), to, interval);
        // A change for the period's end with no paid period to wait for: it begins now, and the renewal asks its price.
        var unpaid = atOnce && (upgrade ? book.PlanChanges!.Upgrade : book.PlanChanges!.Downgrade).Effective == ChangeTime.PeriodEnd;
        var limits = PlanComparison.Of(book, from, to).Select(OfferWords.Limit).ToList();
        return new(
            from.Name, to.Name, to.Id, upgrade, now, atOnce ? now : change.EffectiveAt,
            unpaid ? null : change.NewPeriod, !unpaid && change.NewPeriod == Subscription.WholePeriod(now, interval) && !Subscription.ByCalendar(book),
            change.ChargeNow, discount, bill.Tax, bill.AccountCredit, bill.Due, change.Credit, change.Granted, code?.Credits ?? Amount.Zero(situation.Wallet.Asset),
            OfferWords.Lines(book, to, interval, change, code, bill), Next(book, to, interval, change),
            [.. situation.Kept.Select(grant => new KeptCredit(new(grant.Remaining, situation.Wallet.Asset), grant.Grant.ExpiresAt))],
            limits, OfferWords.Discount(from, to), OfferWords.Warning(from, to, limits));
    }

    /// <summary>The period's end asks the whole price again; a change at the period's end asks it first there.</summary>
    private static NextPayment? Next(PriceBook book, Plan to, BillingInterval interval, PlanChangeAnswer.Accepted change) =>
        Subscription.PriceOf(book, to, interval) is { IsPositive: true } price && change.NewPeriod is { } period
            ? new(change.ChargeNow.IsPositive || period.Start < change.EffectiveAt ? period.End : change.EffectiveAt, price)
            : null;
}
