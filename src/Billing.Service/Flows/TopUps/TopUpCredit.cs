using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Service.Flows.Messages;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.TopUps;
using Billing.Units;
using PaymentState = Billing.Service.Storage.PaymentState;

namespace Billing.Service.Flows.TopUps;

/// <summary>What a purchase leads to in the ledger, and who is told.</summary>
internal static class TopUpCredit
{
    /// <summary>Grants what the order says; what a code took off is granted as a gift (F3). Answers the last entry's number.</summary>
    public static Outcome<long> Write(WriteScope scope, PaymentRow order, CheckoutSession session, IReadOnlyList<string> mails)
    {
        var wallet = scope.Wallet(order.Account);
        var book = scope.BookOf(order.Account, scope.Now);
        var ordered = new TopUpQuote(new(order.Amount, new Asset(order.Asset)), new(order.Base, wallet.Asset), new(order.Bonus, wallet.Asset), null);
        var bought = TopUpDecision.Discounted(ordered, session.Discount);
        var entry = Grant(scope, book, order, bought, session.Method);
        (order.Base, order.Bonus, order.Discount) = (bought.Base.Units, bought.Bonus.Units, session.Discount.Units);
        order.BecomePaid(scope.Now);
        order.Method = session.Method ?? order.Method;
        order.GatewayPayment = session.PaymentIntent;
        foreach (var mail in mails)
        {
            var receipt = TopUpReceipt.Write(order.Id, mail, book, bought, new(entry.BalanceAfter, wallet.Asset), order.Method, scope.Now);
            scope.Db.Outbox.Add(Outbox.Row(receipt, scope.Now));
        }

        return entry.Number;
    }

    /// <summary>Opens the grants of a purchase and posts them; answers the last entry.</summary>
    public static Entry Grant(WriteScope scope, PriceBook book, PaymentRow order, TopUpQuote bought, string? method)
    {
        Entry entry = default;
        foreach (var grant in TopUpDecision.Settle(book, bought, Billing.TopUps.PaymentState.Confirmed, scope.Now))
        {
            var number = scope.OpenGrant(new Metering.NewGrant(
                new GrantId(Guid.CreateVersion7(scope.Now.ToDateTimeOffset())), order.Account, grant.Kind, grant.Amount.Units, scope.Now, grant.ExpiresAt,
                grant.Kind.Class() == GrantClass.Paid ? bought.Pay : null, CauseKind.Payment, order.Number, method));
            entry = scope.Post(new NewEntry(order.Account, TopUpDecision.Entry, grant.Amount.Units, number, CauseKind.Payment, order.Number));
        }

        return entry;
    }

    /// <summary>The bank took its days and then said no (F2).</summary>
    public static void Fail(WriteScope scope, PaymentRow order, GatewayPayment submitted)
    {
        (order.State, order.Failure, order.GatewayPayment) = (PaymentState.Failed, submitted.Failure ?? "bank_refused", submitted.Id);
        order.Method ??= submitted.Method;
        var book = scope.BookOf(order.Account, scope.Now);
        AccountMail.Write(
            scope, order.Account, $"topup-failed:{order.Id}", $"Your payment to {book.Name} did not arrive",
            "Your bank did not carry out the payment. Nothing was charged and nothing was added to your balance; you can pay again at any time.",
            [
                ("Amount", SaidAmount.Of(book, new(order.Amount - order.Discount, new Asset(order.Asset)))),
                ("Paid by", order.Method ?? "Bank debit"),
                ("Payment", order.Id.ToString()),
            ]);
    }
}
