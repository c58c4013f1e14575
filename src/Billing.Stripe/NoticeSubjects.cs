using Billing.Service.Ports;
using Stripe;
using Stripe.Checkout;
using Stripe.Radar;

namespace Billing.Gateway;

/// <summary>What an event's object is to the portal.</summary>
internal static class NoticeSubjects
{
    public static (NoticeSubject Subject, string? Id, string? Customer) Of(IHasObject? about) => about switch
    {
        Session session => (NoticeSubject.Checkout, session.Id, session.CustomerId),
        PaymentIntent payment => (NoticeSubject.Payment, payment.Id, payment.CustomerId),
        Charge { PaymentIntentId: { } payment } charge => (NoticeSubject.Payment, payment, charge.CustomerId),
        Refund { PaymentIntentId: { } payment } => (NoticeSubject.Payment, payment, null),
        EarlyFraudWarning { PaymentIntentId: { } payment } => (NoticeSubject.Payment, payment, null),
        Dispute dispute => (NoticeSubject.Dispute, dispute.Id, null),
        // An invoice that is only announced has no id yet.
        Invoice { Id: not null } invoice => (NoticeSubject.Invoice, invoice.Id, invoice.CustomerId),
        InvoicePayment { InvoiceId: { } invoice } => (NoticeSubject.Invoice, invoice, null),
        Subscription subscription => (NoticeSubject.Subscription, subscription.Id, subscription.CustomerId),
        SetupIntent { PaymentMethodId: { } card } setup => (NoticeSubject.Card, card, setup.CustomerId),
        PaymentMethod card => (NoticeSubject.Card, card.Id, card.CustomerId),
        Customer customer => (NoticeSubject.Customer, customer.Id, customer.Id),
        _ => (NoticeSubject.Other, null, null),
    };
}
