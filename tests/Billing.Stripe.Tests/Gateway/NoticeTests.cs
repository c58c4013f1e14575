using System.Text;
using Billing.Gateway;
using Billing.Service.Ports;

namespace Billing.Stripe.Tests.Gateway;

/// <summary>What each kind of event is about, in the portal's words.</summary>
public sealed class NoticeTests
{
    [Theory]
    [InlineData("""{"object":"checkout.session","id":"cs_1","customer":"cus_1"}""", NoticeSubject.Checkout, "cs_1", "cus_1")]
    [InlineData("""{"object":"payment_intent","id":"pi_1","customer":"cus_1"}""", NoticeSubject.Payment, "pi_1", "cus_1")]
    [InlineData("""{"object":"charge","id":"ch_1","payment_intent":"pi_1","customer":"cus_1"}""", NoticeSubject.Payment, "pi_1", "cus_1")]
    [InlineData("""{"object":"charge","id":"ch_1","payment_intent":null}""", NoticeSubject.Other, null, null)]
    [InlineData("""{"object":"refund","id":"re_1","payment_intent":"pi_1"}""", NoticeSubject.Payment, "pi_1", null)]
    [InlineData("""{"object":"radar.early_fraud_warning","id":"issfr_1","payment_intent":"pi_1"}""", NoticeSubject.Payment, "pi_1", null)]
    [InlineData("""{"object":"dispute","id":"du_1","payment_intent":"pi_1"}""", NoticeSubject.Dispute, "du_1", null)]
    [InlineData("""{"object":"invoice","id":"in_1","customer":"cus_1"}""", NoticeSubject.Invoice, "in_1", "cus_1")]
    [InlineData("""{"object":"invoice","customer":"cus_1","billing_reason":"upcoming"}""", NoticeSubject.Other, null, null)]
    [InlineData("""{"object":"invoice_payment","id":"inpay_1","invoice":"in_1"}""", NoticeSubject.Invoice, "in_1", null)]
    [InlineData("""{"object":"subscription","id":"sub_1","customer":"cus_1"}""", NoticeSubject.Subscription, "sub_1", "cus_1")]
    [InlineData("""{"object":"setup_intent","id":"seti_1","payment_method":"pm_1","customer":"cus_1"}""", NoticeSubject.Card, "pm_1", "cus_1")]
    [InlineData("""{"object":"setup_intent","id":"seti_1","payment_method":null,"customer":"cus_1"}""", NoticeSubject.Other, null, null)]
    [InlineData("""{"object":"payment_method","id":"pm_1","customer":"cus_1"}""", NoticeSubject.Card, "pm_1", "cus_1")]
    [InlineData("""{"object":"payment_method","id":"pm_1","customer":null},"previous_attributes":{"customer":"cus_1"}""", NoticeSubject.Card, "pm_1", "cus_1")]
    [InlineData("""{"object":"payment_method","id":"pm_1","customer":null}""", NoticeSubject.Card, "pm_1", null)]
    [InlineData("""{"object":"customer","id":"cus_1","deleted":true}""", NoticeSubject.Customer, "cus_1", "cus_1")]
    [InlineData("""{"object":"coupon","id":"NEW50"}""", NoticeSubject.Other, null, null)]
    [InlineData("""{"object":"hologram","id":"holo_1"}""", NoticeSubject.Other, null, null)]
    public void Event_AboutAnObject_BecomesANoticeOfItsSubject(string data, NoticeSubject subject, string? id, string? customer)
    {
        var notice = StripeWebhooks.Read(Encoding.UTF8.GetBytes(
            $$$"""{"object":"event","id":"evt_1","api_version":"2026-07-29.dahlia","created":1800000000,"type":"x.y","data":{"object":{{{data}}}}}"""));

        Assert.Equal(("evt_1", "x.y", subject, id, customer), (notice.EventId, notice.Type, notice.Subject, notice.Id, notice.Customer));
    }
}
