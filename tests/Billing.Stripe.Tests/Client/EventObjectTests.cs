using System.Reflection;
using Stripe;

namespace Billing.Stripe.Tests.Client;

public sealed class EventObjectTests
{
    public static TheoryData<string, Type> Objects => new()
    {
        { "balance_transaction", typeof(BalanceTransaction) }, { "charge", typeof(Charge) }, { "checkout.session", typeof(global::Stripe.Checkout.Session) },
        { "customer", typeof(Customer) }, { "dispute", typeof(Dispute) }, { "invoice", typeof(Invoice) }, { "invoice_payment", typeof(InvoicePayment) },
        { "payment_intent", typeof(PaymentIntent) }, { "payment_method", typeof(PaymentMethod) }, { "price", typeof(Price) }, { "product", typeof(Product) },
        { "promotion_code", typeof(PromotionCode) }, { "radar.early_fraud_warning", typeof(global::Stripe.Radar.EarlyFraudWarning) }, { "refund", typeof(Refund) },
        { "setup_intent", typeof(SetupIntent) }, { "subscription", typeof(Subscription) }, { "subscription_schedule", typeof(SubscriptionSchedule) },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void Object_OfAnEvent_IsReadByItsKind(string kind, Type expected) => Assert.IsType(expected, Parse($$"""{"object":"{{kind}}","id":"x_1"}""").Data.Object);

    [Fact]
    public void Field_ThatThisVersionDoesNotKnow_IsIgnored() =>
        Assert.Equal(5, Assert.IsType<Charge>(Parse("""{"object":"charge","id":"ch_1","amount":5,"aura":{"colour":["blue"]}}""").Data.Object).Amount);

    [Fact]
    public void Invoice_WithoutAnId_IsStillRead() =>
        Assert.Null(Assert.IsType<Invoice>(Parse("""{"object":"invoice","billing_reason":"upcoming"}""").Data.Object).Id);

    [Fact]
    public void Periods_OfSubscriptionAndInvoice_StandWhereThisVersionPutsThem()
    {
        var subscription = (Subscription)Parse("""{"object":"subscription","id":"sub_1","items":{"object":"list","data":[{"id":"si_1","current_period_start":1800000000,"current_period_end":1802592000}]}}""").Data.Object;
        var invoice = (Invoice)Parse("""{"object":"invoice","id":"in_1","lines":{"object":"list","data":[{"id":"il_1","period":{"start":1800000000,"end":1802592000}}]}}""").Data.Object;

        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1802592000), subscription.Items.Data[0].CurrentPeriodEnd);
        Assert.Equal(DateTimeKind.Utc, invoice.Lines.Data[0].Period.End.Kind);
        Assert.Equal(subscription.Items.Data[0].CurrentPeriodStart, invoice.Lines.Data[0].Period.Start);
    }

    [Fact]
    public void Header_GeneratedForATest_IsAccepted()
    {
        const string body = """{"object":"event","id":"evt_1","api_version":"2026-07-29.dahlia","type":"ping"}""";

        Assert.Equal("evt_1", EventUtility.ConstructEvent(body, EventUtility.GenerateSignatureHeader(body, "whsec_a"), "whsec_a").Id);
        Assert.Throws<StripeException>(() => EventUtility.ConstructEvent(body, EventUtility.GenerateSignatureHeader(body, "whsec_a", 1_800_000_000), "whsec_a"));
    }

    [Fact]
    public void EventTypes_AllOfThem_AreDistinctWords()
    {
        var words = typeof(EventTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).ToList();

        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.Contains("charge.dispute.funds_reinstated", words);
    }

    private static Event Parse(string subject) =>
        EventUtility.ParseEvent($$$"""{"object":"event","id":"evt_1","api_version":"2026-07-29.dahlia","data":{"object":{{{subject}}}}}""");
}
