using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Flows.Coupons;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <param name="Plan">Name of the account's plan now.</param>
/// <param name="NextPlan">Name of the plan from the period's end on; null to stay.</param>
/// <param name="Until">The end of the present period; <see cref="Instant.Latest"/> for none.</param>
/// <param name="Pending">The bank takes its time; the plan changes when it has paid.</param>
/// <param name="PayAt">The provider's page on which the customer pays; null where there is nothing for him to do.</param>
public sealed record ChangedPlan(string Plan, string? NextPlan, Instant Until, bool Pending, string? PayAt = null);

/// <summary>
/// Accepts a quote: exactly what it said is charged and done, or it is refused as stale and nothing happens. What is due
/// is collected first, by the portal or by the provider's subscription, and the plan begins in the transaction that notes
/// the payment; what costs nothing begins at once, what is for later is noted, and the provider told. Accepting again
/// answers what came of the first time.
/// </summary>
public sealed class ChangePlan(Writer writer, IMemberships memberships, CollectPlan collect, SettlePlanCheckout pages, AlignSubscription align, IPlanBilling billing)
{
    /// <param name="key">Made when the quote is shown: pressing twice accepts once.</param>
    public async Task<Outcome<ChangedPlan>> Run(Actor actor, AccountId account, QuoteId quote, string key, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        // A payment page of an earlier quote must not be paid as well.
        if (await pages.Close(account, quote, cancel) is { } open) return open;
        var accepted = await writer.Run(scope => Accept(scope, actor, account, quote, key), cancel);
        if (accepted.Refusal is not null) return accepted.Refusal;
        if (accepted.Value is { } payment)
        {
            var paid = await collect.Run(new PaymentId(payment), cancel);
            if (paid.Refusal is not null) return paid.Refusal;
            if (paid.Value == PaymentState.Failed) return await writer.Run(scope => Declined(scope, new PaymentId(payment)), cancel);
            if (paid.Value == PaymentState.Open) return await PayOnPage(account, new PaymentId(payment), cancel);
        }

        // What the provider did not hear now it is told by the job: the change is ours either way.
        await align.Run(account, cancel);
        return await writer.Run(scope => Result(scope, account, accepted.Value), cancel);
    }

    private async Task<Outcome<ChangedPlan>> PayOnPage(AccountId account, PaymentId payment, CancellationToken cancel)
    {
        var page = await pages.AddressOf(payment, cancel);
        if (page.Refusal is not null) return page.Refusal;
        var result = await writer.Run(scope => Result(scope, account, payment.Value), cancel);
        return result.Refusal is { } no ? no : result.Value with { PayAt = page.Value };
    }

    /// <summary>Answers the payment to collect; null where none is.</summary>
    private Outcome<Guid?> Accept(WriteScope scope, Actor actor, AccountId account, QuoteId id, string key)
    {
        if (PlanSituation.Of(scope, account) is not { } situation || scope.Db.Quotes.Find(id) is not { } quote || quote.Account != situation.Wallet.Account)
            return new Refusal("not_found", "There is no such quote.");
        // Accepted before: what came of it then is the answer again.
        if (quote.AcceptedAt is not null) return PlanOrders.Of(scope, quote)?.Id.Value;
        var offer = PlanOffer.FromJson(quote.Offer);
        if (scope.Now >= quote.ValidUntil) return Stale("Its time is over.");
        if (situation.Book.Plan(quote.Plan) is not { } plan || !quote.Standing.AsSpan().SequenceEqual(situation.Fingerprint(plan)) || !CodeHold.Stands(scope, quote))
            return Stale("Something it was made from has changed.");
        if (PlanOrders.Open(scope, quote.Account) is not null) return PlanOrders.StillOpen;
        if (situation.Subscription.MayChangeTo(plan, quote.Interval) is { } first) return first;
        var byProvider = Subscription.CollectedByProvider(situation.Book);
        if (quote.DueNow > 0 && !byProvider && !situation.HasCard) return new Refusal("card_required", "Save a card first: what is due now is charged to it.");

        var command = new NewCommand($"plan:{key}", "plan_change", quote.Account, actor.Label, RequestHash.Of(quote.Id), Reason: $"Plan: {offer.From} to {offer.To}");
        var accepted = scope.Once<Guid?>(command, _ =>
        {
            quote.AcceptedAt = scope.Now;
            CodeHold.Keep(scope, quote);
            // A subscription begins at the provider even where a code leaves nothing to pay.
            if (byProvider ? !offer.Price.IsPositive : quote.DueNow == 0) return (Guid?)null;
            var key = PlanOrders.KeyOf(quote, byProvider, situation.HasCard || situation.Subscription.RenewsByProvider);
            return PlanOrders.Write(scope, quote.Account, quote.Id.ToString(), offer.DueNow, key).Value;
        });
        if (accepted.IsAccepted && accepted.Value is null) AcceptedOffer.Carry(scope, billing, quote, scope.Now, null);
        return accepted;
    }

    private static Outcome<ChangedPlan> Result(WriteScope scope, AccountId account, Guid? payment)
    {
        var situation = PlanSituation.Of(scope, account)!;
        var (book, subscription) = (situation.Book, situation.Subscription);
        var pending = payment is { } id && scope.Db.Payments.Single(row => row.Id == new PaymentId(id)).State != PaymentState.Paid;
        return new ChangedPlan(
            subscription.Plan.Name, book.Plan(subscription.Row.NextPlan)?.Name, subscription.Row.PeriodEnd, pending);
    }

    private static Outcome<ChangedPlan> Declined(WriteScope scope, PaymentId payment)
    {
        var row = scope.Db.Payments.Single(order => order.Id == payment);
        return new Refusal(row.Failure ?? "card_declined", $"{BankWords.Of(row.Failure)} Nothing was charged and nothing has changed.");
    }

    private static Refusal Stale(string why) => new("quote_stale", $"{why} Nothing was charged: look at the new figures and accept them.");
}
