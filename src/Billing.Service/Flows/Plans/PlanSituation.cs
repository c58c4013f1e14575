using System.Globalization;
using Billing.Credits;
using Billing.Invoicing;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.Service.Flows.Cards;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>Everything of an account that a quote is made from, read in one transaction.</summary>
internal sealed class PlanSituation
{
    private PlanSituation(WriteScope scope, WalletState wallet, Subscription subscription)
    {
        (Wallet, Subscription, Now) = (wallet, subscription, scope.Now);
        var published = scope.Books.At(wallet.PriceBook, scope.Now);
        (Book, BookVersion) = (published.Book, published.Number);
        Kept = [.. wallet.Grants.Where(grant => grant.Grant.Kind == GrantKind.Included && grant.Grant.UsableAt(scope.Now))];
        Counts =
        [
            .. scope.Db.FeatureCounts.Where(count => count.Account == wallet.Account).Select(count => new { count.Feature, count.Count }).AsEnumerable().Select(count => (count.Feature, count.Count)),
            .. ResourceCounts.Of(scope, wallet.Account, Book).Where(count => count.Key is not null).Select(count => (count.Key!, (long)count.Sum())),
        ];
        Customer = scope.Db.Customers.Find(wallet.Account);
        Profile = scope.Db.BillingProfiles.Find(wallet.Account);
        CreditOnAccount = new(scope.Db.Accounts.Find(wallet.Account)!.CreditOnAccount, Book.Currency);
        Payments = scope.Db.Payments.Count(payment => payment.Account == wallet.Account && payment.State == PaymentState.Paid);
    }

    public WalletState Wallet { get; }
    public Subscription Subscription { get; }
    public PriceBook Book { get; }
    public Instant Now { get; }

    /// <summary>Settled ones so far.</summary>
    public int Payments { get; }

    /// <summary>Included credit with something left.</summary>
    public IReadOnlyList<GrantBalance> Kept { get; }

    public Amount CreditOnAccount { get; }

    public bool HasCard => CardsOnFile.HasAccepted(Book, Customer);

    /// <summary>Why the card on file does not count; null where it does, and where there is none.</summary>
    public Refusal? CardNotAccepted => CardsOnFile.WhyNotAccepted(Book, Customer);

    /// <summary>What the seller counts, and what runs here.</summary>
    private IReadOnlyList<(string Feature, long Count)> Counts { get; }
    private CustomerRow? Customer { get; }
    private BillingProfileRow? Profile { get; }
    private int BookVersion { get; }

    /// <summary>Null where there is no such account, or its book has no plans.</summary>
    public static PlanSituation? Of(WriteScope scope, AccountId account) =>
        scope.Find(account) is { } wallet && Subscription.Of(scope, wallet.Account) is { } subscription ? new(scope, scope.Wallet(wallet.Account), subscription) : null;

    public PlanStanding Standing(Plan to) => new(
        Subscription.Plan, Subscription.Row.Interval, Subscription.ByCalendar(Book) ? null : Subscription.PaidPeriod,
        new(Kept.Sum(grant => grant.Remaining), Wallet.Asset), Subscription.Row.ChangedAt,
        ExceededBy(to), HasCard);

    /// <summary>What a plan's price comes to, after its code: tax, then credit on account.</summary>
    public InvoiceDraft Bill(Plan plan, Period period, Amount price, Amount credit) =>
        InvoiceDecision.Draft(Book, period, plan, price, [], Tax(), credit);

    /// <summary>
    /// Changes with everything that an offer depends on. What is left of an allowance is not in it, only which ones are
    /// left: spending goes on while somebody reads an offer, and does not change what it promises.
    /// </summary>
    public byte[] Fingerprint(Plan to)
    {
        var row = Subscription.Row;
        List<object> parts =
        [
            BookVersion, row.Plan, row.Interval, row.PeriodStart, row.PeriodEnd, Subscription.PaidPeriod is not null, row.NextPlan ?? "-", row.NextInterval,
            row.ChangedAt ?? Instant.Earliest, Customer?.Card ?? "-", HasCard, CreditOnAccount, Payments == 0, Profile?.Country ?? "-", Profile?.InEu ?? false,
            Profile?.Business ?? false, Profile?.VatNumber ?? "-", Profile?.LocalRate ?? "-", ExceededBy(to),
        ];
        foreach (var grant in Kept) parts.Add(string.Create(CultureInfo.InvariantCulture, $"grant {grant.Grant.Number}"));
        return RequestHash.Of([.. parts]);
    }

    private bool ExceededBy(Plan plan) =>
        Counts.Any(count => plan.Allowances.TryGetValue(count.Feature, out var allowance) && count.Count > allowance.Most);

    private TaxProfile? Tax() => Profile is { } row ? new(row.Country, row.InEu, row.Business, row.VatNumber, Fraction.Parse(row.LocalRate)) : null;
}
