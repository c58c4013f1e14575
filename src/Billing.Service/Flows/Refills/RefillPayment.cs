using Billing.PriceBooks;
using Billing.Refills;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.TopUps;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.TopUps;
using Billing.Units;

namespace Billing.Service.Flows.Refills;

/// <summary>What a refill's payment buys: credit, as the same payment by hand does. A refusal decides when, or whether, the next try is.</summary>
public sealed class RefillPayment(PortalAddress address) : IPaymentEffect
{
    private const string Actor = "Auto-refill";

    public PaymentPurpose Purpose => PaymentPurpose.Refill;

    /// <summary>Credit can be given whenever its money is there.</summary>
    public bool TakesLatePayment => true;

    public void Paid(WriteScope scope, PaymentRow payment)
    {
        var wallet = scope.Wallet(payment.Account);
        var command = new NewCommand($"payment:{payment.GatewayPayment}", "refill", payment.Account, Actor, RequestHash.Of(payment.Id));
        _ = scope.Once<long>(command, _ => Credit(scope, wallet, payment));
        if (scope.Db.Refills.Find(payment.Account) is not { } row) return;
        (row.Failures, row.NotBefore) = (AutoRefillTries.Paid.Refusals, AutoRefillTries.Paid.NotBefore);
        var book = scope.BookOf(payment.Account, scope.Now);
        var added = new Amount(payment.Base + payment.Bonus, wallet.Asset);
        RefillDiary.Note(scope, row, RefillDiary.Paid, RefillWords.Paid(book, payment, added, wallet.BalanceAmount), (wallet.BalanceAmount + added).Units, payment.Id);
    }

    public void Failed(WriteScope scope, PaymentRow payment)
    {
        if (scope.Db.Refills.Find(payment.Account) is not { } row) return;
        var book = scope.BookOf(payment.Account, scope.Now);
        if (row.State == RefillState.On) Follow(row, book, payment.Failure, scope.Now);
        var why = RefillWords.Declined(row, payment.Failure);
        RefillDiary.Note(scope, row, RefillDiary.Declined, why, scope.Wallet(payment.Account).Balance, payment.Id);
        Tell(scope, book, payment, why);
    }

    private static Outcome<long> Credit(WriteScope scope, WalletState wallet, PaymentRow payment)
    {
        var book = scope.BookOf(payment.Account, scope.Now);
        var paid = new Amount(payment.Amount, new Asset(payment.Asset));
        var quote = new TopUpQuote(paid, new(payment.Base, wallet.Asset), new(payment.Bonus, wallet.Asset), null);
        var entry = TopUpCredit.Grant(scope, book, payment, quote, payment.Method);
        // Addressed to the account: who reads its mail is found out when it is sent.
        var receipt = TopUpReceipt.Write(payment.Id, wallet.Id.ToString(), book, quote, new(entry.BalanceAfter, wallet.Asset), payment.Method, scope.Now);
        scope.Db.Outbox.Add(Outbox.Row(receipt, scope.Now));
        return entry.Number;
    }

    private static void Follow(RefillRow row, PriceBook book, string? failure, Instant now)
    {
        var rules = book.AutoRefill?.Rules ?? AutoRefillRules.Usual;
        var tries = AutoRefillTries.Refused(rules, row.Failures, BankWords.KindOf(failure), now);
        (row.Failures, row.NotBefore) = (tries.Refusals, tries.NotBefore);
        if (tries.Stop is { } stop) RefillPause.Because(row, failure == BankWords.NoCard ? RefillPause.NoCard : RefillPause.CodeOf(stop));
    }

    private void Tell(WriteScope scope, PriceBook book, PaymentRow payment, string why)
    {
        var amount = new Amount(payment.Amount, new Asset(payment.Asset));
        AccountMail.Write(
            scope, payment.Account, $"refill-failed:{payment.Id}", $"Auto-refill of {SaidAmount.Of(book, amount)} did not work", why,
            [("Amount", SaidAmount.Of(book, amount)), ("Balance", SaidAmount.Of(book, scope.Wallet(payment.Account).BalanceAmount)), ("Payment", payment.Id.ToString())],
            ("Pay by hand", address.Absolute($"/billing/top-up?amount={amount.ToDecimalText()}")));
    }
}
