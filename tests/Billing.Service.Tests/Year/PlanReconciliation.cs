using Billing.Credits;
using Billing.PriceBooks;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>Plans against the money that was paid for them: every allowance is a month of a payment, every payment has its months, and nothing due waits.</summary>
internal static class PlanReconciliation
{
    // A month's end cuts the day: 31 January, 28 February.
    private static readonly TimeSpan ShortMonths = TimeSpan.FromDays(3);

    public static void Run(YearWorld world, BillingDb db, List<PaymentRow> payments)
    {
        var quotes = db.Quotes.Where(quote => quote.AcceptedAt != null).ToList();
        foreach (var customer in world.Customers.Where(customer => customer.Book.Plans.Count > 0))
        {
            customer.HadCredit |= db.Accounts.Find(customer.Number)!.CreditOnAccount != 0;
            Renewed(world, db, customer);
            if (customer.IsPostpaid) Posted(world, db, customer);
            else if (!customer.HadCredit) Allowances(db, customer, [.. payments.Where(payment => payment.Account == customer.Number)], quotes);
        }
    }

    private static void Renewed(YearWorld world, BillingDb db, YearCustomer customer)
    {
        if (customer.IsPostpaid || db.Subscriptions.Find(customer.Number) is not { } row || customer.Book.Plan(row.Plan)?.PriceOf(row.Interval, customer.Book.Currency) is not { IsPositive: true }) return;
        var waits = row.NextAttempt > world.Now && row.NextAttempt <= world.Now.PlusDays(7);
        YearWorld.Must(row.PeriodEnd > world.Now || waits, $"{customer}: {row.Plan} ended at {row.PeriodEnd} and is tried again at {row.NextAttempt?.ToString() ?? "no time"}");
    }

    private static void Posted(YearWorld world, BillingDb db, YearCustomer customer)
    {
        var taken = world.House.Bank.Takings.Where(taking => taking.Account == customer.Id).Sum(taking => taking.Amount.Units);
        var posted = db.Payments.Where(payment => payment.Account == customer.Number && payment.State == PaymentState.Paid).Sum(payment => payment.Amount);
        YearWorld.Must(taken == posted, $"{customer}: the bank took {taken}, and {posted} are noted");
    }

    private static void Allowances(BillingDb db, YearCustomer customer, List<PaymentRow> payments, List<QuoteRow> quotes)
    {
        var granted = db.Grants.Where(grant => grant.Account == customer.Number && grant.Kind == GrantKind.Included).OrderBy(grant => grant.Number).ToList();
        var paid = payments.Where(payment => payment is { State: PaymentState.Paid, Purpose: PaymentPurpose.Plan }).Select(payment => Bought(customer, payment, quotes)).ToList();
        foreach (var (start, _) in paid)
            YearWorld.Must(granted.Any(grant => grant.GrantedAt == start), $"{customer}: a plan was paid from {start} on, and no allowance came with it");
        foreach (var grant in granted)
            YearWorld.Must(paid.Any(bought => Covers(bought, grant.GrantedAt)), $"{customer}: the allowance of {grant.GrantedAt} stands without a payment");
    }

    private static (Instant Start, int Months) Bought(YearCustomer customer, PaymentRow payment, List<QuoteRow> quotes)
    {
        if (quotes.Find(quote => quote.Id.ToString() == payment.Subject) is { } quote) return (payment.Created, Months(quote.Interval));
        var yearly = customer.Book.Plans.Any(plan => plan.PriceOf(BillingInterval.Year, customer.Book.Currency)?.Units == payment.Amount);
        return (Instant.Parse(payment.Subject!), Months(yearly ? BillingInterval.Year : BillingInterval.Month));
    }

    private static bool Covers((Instant Start, int Months) bought, Instant at) =>
        Enumerable.Range(0, bought.Months).Any(month => (new MonthAnchor(bought.Start).Plus(month) - at).Duration() <= (month == 0 ? TimeSpan.Zero : ShortMonths));

    private static int Months(BillingInterval interval) => interval == BillingInterval.Year ? 12 : 1;
}
