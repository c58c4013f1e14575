using Billing.Service.Metering;
using Billing.Service.Storage;

namespace Billing.Service.Flows.Payments;

/// <summary>What a payment buys: does it when the payment is there, or notes that it is not. One for each purpose.</summary>
public interface IPaymentEffect
{
    PaymentPurpose Purpose { get; }

    /// <summary>Whether <see cref="Paid"/> may follow <see cref="Failed"/>, where the provider took what it had seemed to refuse.</summary>
    bool TakesLatePayment => false;

    /// <summary>In the transaction that marks the payment as paid; runs once.</summary>
    void Paid(WriteScope scope, PaymentRow payment);

    /// <summary>In the transaction that marks it as failed; runs once. <see cref="PaymentRow.Failure"/> says why.</summary>
    void Failed(WriteScope scope, PaymentRow payment);
}
