using Billing.PriceBooks;
using Billing.Service.Flows.Coupons;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>Does what an accepted quote promised.</summary>
internal static class AcceptedOffer
{
    /// <param name="at">When it was accepted: a plan that begins at once begins then, however late its payment is known.</param>
    /// <param name="payment">Null where nothing was due.</param>
    /// <param name="paidFor">What the provider's invoice says it pays for; null where the portal collects.</param>
    public static void Carry(WriteScope scope, IPlanBilling billing, QuoteRow quote, Instant at, PaymentRow? payment, Period? paidFor = null)
    {
        var situation = PlanSituation.Of(scope, scope.Wallet(quote.Account).Id)!;
        var offer = PlanOffer.FromJson(quote.Offer);
        var plan = situation.Book.Plan(quote.Plan)!;
        if (!offer.AtOnce)
        {
            situation.Subscription.Next(plan, quote.Interval);
            return;
        }

        if (offer.CreditBack.IsPositive) billing.Credited(scope, quote.Account, offer.CreditBack, $"Unused part of {offer.From}");
        if ((paidFor ?? PeriodOf(offer, quote.Interval, at)) is { } period) situation.Subscription.Begin(plan, quote.Interval, period, at);
        else situation.Subscription.Begin(plan, quote.Interval, at);
        if (offer.Price.IsPositive) billing.Bought(scope, Purchase(situation, plan, quote.Interval, offer), payment);
        CodeHold.Use(scope, quote);
        if (offer.BonusCredits.IsPositive) GiveCredits(scope, quote, offer.BonusCredits);
    }

    private static Period? PeriodOf(PlanOffer offer, BillingInterval interval, Instant at) =>
        offer.WholePeriod ? Subscription.WholePeriod(at, interval) : offer.Period;

    private static PlanPurchase Purchase(PlanSituation situation, Plan plan, BillingInterval interval, PlanOffer offer) =>
        new(situation.Wallet.Account, plan, interval, situation.Bill(plan, situation.Subscription.Period, offer.Price - offer.Discount, offer.AccountCredit));

    private static void GiveCredits(WriteScope scope, QuoteRow quote, Amount credits)
    {
        var key = $"coupon:{quote.Id}";
        scope.Once<long>(new NewCommand(key, "coupon", quote.Account, "Subscription", RequestHash.Of(key), Reason: "Coupon"),
            command => CouponCredit.Grant(scope, quote.Account, quote.Coupon!, credits, command).Number);
    }
}
