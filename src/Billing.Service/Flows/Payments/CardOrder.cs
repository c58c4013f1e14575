using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.TopUps;
using Billing.Units;
using PaymentState = Billing.Service.Storage.PaymentState;

namespace Billing.Service.Flows.Payments;

/// <summary>Writes orders that the card on file is to pay; the caller's transaction decides that one is due.</summary>
public static class CardOrder
{
    /// <param name="subject">Of the purpose: see <see cref="PaymentPurpose"/>.</param>
    /// <param name="key">Unique per attempt: a declined one is never asked again.</param>
    public static PaymentId Write(WriteScope scope, int account, PaymentPurpose purpose, string subject, Amount amount, string key) =>
        Write(scope, NewId(scope), account, purpose, subject, amount, key, null);

    /// <summary>An order of credit: what it buys is written down with it. Its key follows from its own id.</summary>
    public static PaymentId Refill(WriteScope scope, int account, TopUpQuote buys)
    {
        var id = NewId(scope);
        return Write(scope, id, account, PaymentPurpose.Refill, null, buys.Pay, $"refill:{id}:1", buys);
    }

    private static PaymentId NewId(WriteScope scope) => new(Guid.CreateVersion7(scope.Now.ToDateTimeOffset()));

    private static PaymentId Write(WriteScope scope, PaymentId id, int account, PaymentPurpose purpose, string? subject, Amount amount, string key, TopUpQuote? buys)
    {
        scope.Db.Payments.Add(new PaymentRow
        {
            Id = id,
            Account = account,
            Amount = amount.Units,
            Asset = amount.Asset.Code,
            Base = buys?.Base.Units ?? 0,
            Bonus = buys?.Bonus.Units ?? 0,
            Purpose = purpose,
            Subject = subject,
            State = PaymentState.Created,
            GatewayCustomer = scope.Db.Customers.Find(account)?.GatewayCustomer,
            Created = scope.Now,
            IdempotencyKey = key,
        });
        return id;
    }
}
