using Billing.Invoicing;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Service.Flows.Plans;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>Where the book invoices, a plan bought on the spot is an invoice of its own, and the unused part of one comes back with its tax.</summary>
public sealed class InvoicedPlans(PlanCredit otherwise) : IPlanBilling
{
    public void Bought(WriteScope scope, PlanPurchase purchase, PaymentRow? payment)
    {
        var book = scope.BookOf(purchase.Account, scope.Now);
        if (book.Wallet.Funding != FundingMode.Postpaid)
        {
            otherwise.Bought(scope, purchase, payment);
            return;
        }

        if (purchase.Bill.Total.IsZero) return;
        var row = IssuedInvoice.Issue(scope, new(purchase.Account, book, purchase.Bill, purchase.Plan, purchase.Bill.Period, Booked: 0, scope.Now));
        InvoiceMail.Issued(scope, row);
        if (payment is not null) Settle(scope, row, payment);
        ChargeMonthsSince(scope, purchase.Account);
    }

    private static void Settle(WriteScope scope, InvoiceRow row, PaymentRow payment)
    {
        scope.Post(new NewEntry(payment.Account, EntryType.Payment, payment.Amount, 0, CauseKind.Payment, payment.Number));
        scope.Db.Accounts.Find(payment.Account)!.CreditOnAccount += payment.Amount - row.Due;
        var collection = scope.Db.Collections.Find(row.Number)!;
        (collection.State, collection.PaidAt, collection.NextAttempt) = (CollectionState.Paid, scope.Now, null);
    }

    /// <summary>The bank's answer came after a month's end, whose invoice knew nothing of the plan: its months since then are invoiced now.</summary>
    private static void ChargeMonthsSince(WriteScope scope, int account)
    {
        var subscription = scope.Db.Subscriptions.Find(account)!;
        var credit = scope.Db.Accounts.Find(account)!;
        while (subscription.PeriodEnd <= scope.Wallet(account).InvoicedUntil && IssueInvoice.PlanFrom(scope, account, subscription.PeriodEnd) is { } price)
        {
            var book = scope.BookOf(account, price.Period.Start);
            var plan = book.Plan(subscription.Plan);
            var draft = InvoiceDecision.Draft(
                book, price.Period, plan, price.Amount, [], BillingProfiles.TaxOf(scope.Db, account), new(credit.CreditOnAccount, book.Currency));
            InvoiceMail.Issued(scope, IssuedInvoice.Issue(scope, new(account, book, draft, plan, price.Period, Booked: 0, scope.Now)));
            (subscription.PeriodStart, subscription.PeriodEnd) = (price.Period.Start, price.Period.End);
        }
    }

    public void Credited(WriteScope scope, int account, Amount amount, string reason)
    {
        var book = scope.BookOf(account, scope.Now);
        if (book.Wallet.Funding != FundingMode.Postpaid)
        {
            otherwise.Credited(scope, account, amount, reason);
            return;
        }

        var key = $"plan-credit:{account}:{scope.Now}:{amount}";
        scope.Once<long>(new NewCommand(key, "account_credit", account, "Plan", RequestHash.Of(key), Note: reason), command =>
        {
            var tax = book.Invoicing.Rounding.ToUnits(Fraction.Of(amount.Units, Asset.UnitsPerWhole) * RateOfPlan(scope.Db, account));
            scope.Post(new NewEntry(account, EntryType.AccountCredit, amount.Units, 0, CauseKind.Command, command));
            if (tax > 0) scope.Post(new NewEntry(account, EntryType.Tax, tax, 0, CauseKind.Command, command));
            return scope.Db.Accounts.Find(account)!.CreditOnAccount += amount.Units + tax;
        });
    }

    /// <summary>The tax that the plan was charged with, whatever the address says by now.</summary>
    private static Fraction RateOfPlan(BillingDb db, int account) =>
        db.Invoices.Where(row => row.Account == account && row.Kind == InvoiceKind.Invoice).OrderByDescending(row => row.Number).AsEnumerable()
            .Select(row => InvoiceDocument.Read(row.Document)).FirstOrDefault(document => document.Lines.Any(line => line.Kind == LineKind.Plan)) is { } document
            ? Fraction.Parse(document.TaxRate)
            : Fraction.Zero;
}
