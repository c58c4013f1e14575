using Billing.Invoicing;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>A plan for a period, with what was asked for it.</summary>
/// <param name="Bill">One line, the plan, after its codes; then tax, the credit on account it takes, and what was due. Its period is what the price covers.</param>
public sealed record PlanPurchase(int Account, Plan Plan, BillingInterval Interval, InvoiceDraft Bill);

/// <summary>
/// Seam: what a plan's money leaves behind beside the payment itself. Books that invoice put it on a document; for the
/// others the account's credit is all there is to move. Both run in the transaction in which the plan begins or ends.
/// </summary>
public interface IPlanBilling
{
    /// <summary>A plan was bought on the spot. Takes the bill's account credit off the account.</summary>
    /// <param name="payment">Null where nothing was due.</param>
    void Bought(WriteScope scope, PlanPurchase purchase, PaymentRow? payment);

    /// <summary>The unused part of a plan comes back, as credit on account (KO-29, KO-30).</summary>
    /// <param name="amount">Above zero, in the book's currency.</param>
    /// <param name="reason">For the customer, one sentence.</param>
    void Credited(WriteScope scope, int account, Amount amount, string reason);
}

/// <summary>Moves the credit on account and writes no document.</summary>
public sealed class PlanCredit : IPlanBilling
{
    public void Bought(WriteScope scope, PlanPurchase purchase, PaymentRow? payment) => Move(scope, purchase.Account, -purchase.Bill.AccountCredit.Units);

    public void Credited(WriteScope scope, int account, Amount amount, string reason) => Move(scope, account, amount.Units);

    private static void Move(WriteScope scope, int account, long units) => scope.Db.Accounts.Find(account)!.CreditOnAccount += units;
}
