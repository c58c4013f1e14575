using Billing.Service.Access;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.TopUps;
using Billing.Units;
using PaymentState = Billing.Service.Storage.PaymentState;

namespace Billing.Service.Flows.TopUps;

/// <summary>A payment page that is open.</summary>
public sealed record StartedTopUp(PaymentId Payment, string Session, string Url);

/// <param name="PromotionCodes">A code of the provider's may be entered on the payment page.</param>
public sealed record TopUpSettings(bool PromotionCodes = false);

/// <summary>
/// Opens the provider's payment page for a top-up. Nothing is credited here: that is <see cref="SettleTopUp"/>, and only
/// after the provider says the money is there (KU-19). The order is written before the provider is called.
/// </summary>
public sealed class StartTopUp(
    Writer writer, IMemberships memberships, Customers customers, IPaymentGateway gateway, PublishedBooks books, PortalAddress address,
    TopUpSettings settings)
{
    /// <param name="pay">Money, in the book's currency.</param>
    /// <param name="key">Made when the dialog opens: pressing twice opens one page.</param>
    /// <param name="payerMail">For the provider's customer record.</param>
    /// <param name="keepCard">The card is kept for later charges.</param>
    public async Task<Outcome<StartedTopUp>> Run(
        Actor actor, AccountId account, Amount pay, string key, string payerMail, CancellationToken cancel, bool keepCard = false)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var written = await writer.Run(scope => WriteOrder(scope, actor, account, pay, keepCard, key), cancel);
        if (written.Refusal is not null) return written.Refusal;
        var order = written.Value;

        var customer = await customers.Of(account, payerMail, cancel);
        if (customer.Refusal is not null) return customer.Refusal;

        var request = new CheckoutRequest(
            order.Payment, account, customer.Value, pay, $"{order.Seller} balance",
            order.Description, address.Absolute("/billing/top-up/return?session_id={CHECKOUT_SESSION_ID}"), address.Absolute("/billing/top-up?cancelled=1"),
            keepCard, settings.PromotionCodes);
        switch (await gateway.OpenCheckout(request, $"checkout:{order.Payment}:1", cancel))
        {
            case GatewayAnswer<CheckoutSession>.Done { Value: { Url: { } url } session }:
                await writer.Run(scope => Opened(scope, order.Payment, session), cancel);
                return new StartedTopUp(order.Payment, session.Id, url);
            case GatewayAnswer<CheckoutSession>.Unknown:
                return Customers.NoAnswer;
            default:
                await writer.Run(scope => Failed(scope, order.Payment), cancel);
                return new Refusal("payment_page_unavailable", "The payment page could not be opened. Nothing was charged.");
        }
    }

    private Outcome<TopUpOrder> WriteOrder(WriteScope scope, Actor actor, AccountId account, Amount pay, bool keepCard, string key)
    {
        if (scope.Find(account) is not { } wallet) return new Refusal("not_found", "There is no such account.");
        var book = books.At(wallet.PriceBook, scope.Now).Book;
        var command = new NewCommand($"top-up:{key}", "top-up order", wallet.Account, actor.Label, RequestHash.Of(account, pay, keepCard));
        return scope.Once<TopUpOrder>(command, _ =>
        {
            var answer = TopUpDecision.Quote(book, pay);
            if (answer is TopUpAnswer.Refused no) return new Refusal(no.Code, no.Message, "amount");
            var quote = ((TopUpAnswer.Accepted)answer).Quote;
            var id = new PaymentId(Guid.CreateVersion7(scope.Now.ToDateTimeOffset()));
            scope.Db.Payments.Add(new PaymentRow
            {
                Id = id,
                Account = wallet.Account,
                Amount = pay.Units,
                Asset = pay.Asset.Code,
                Base = quote.Base.Units,
                Bonus = quote.Bonus.Units,
                State = PaymentState.Created,
                Created = scope.Now,
                IdempotencyKey = key,
            });
            var gets = MoneyFormat.Text(quote.Total, book.Display);
            return new TopUpOrder(id, book.Name, $"{gets} for your {book.Name} wallet");
        });
    }

    private static bool Opened(WriteScope scope, PaymentId payment, CheckoutSession session)
    {
        var row = scope.Db.Payments.Single(p => p.Id == payment);
        if (row.State is not PaymentState.Created) return false;
        row.State = PaymentState.Open;
        row.GatewaySession = session.Id;
        row.GatewayCustomer = session.CustomerId;
        return true;
    }

    private static bool Failed(WriteScope scope, PaymentId payment)
    {
        var row = scope.Db.Payments.Single(p => p.Id == payment);
        if (row.State is not PaymentState.Created) return false;
        row.State = PaymentState.Failed;
        return true;
    }

    private sealed record TopUpOrder(PaymentId Payment, string Seller, string Description);
}
