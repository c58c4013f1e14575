using Stripe;

namespace Billing.Stripe.Tests.Client;

public sealed class ExpandableFieldsTests
{
    [Fact]
    public void Field_WithAnId_FillsTheIdAlone()
    {
        var invoice = Read<Invoice>("""{"object":"invoice","id":"in_1","customer":"cus_1","discounts":["di_1","di_2"],"parent":{"type":"subscription_details","subscription_details":{"subscription":"sub_1"}}}""");

        Assert.Equal(("cus_1", null), (invoice.CustomerId, invoice.Customer));
        Assert.Equal(["di_1", "di_2"], invoice.DiscountIds);
        Assert.Null(invoice.Discounts);
        Assert.Equal("sub_1", invoice.Parent.SubscriptionDetails.SubscriptionId);
    }

    [Fact]
    public void Field_ThatIsExpanded_FillsBoth()
    {
        var invoice = Read<Invoice>("""
            {"object":"invoice","id":"in_1","customer":{"object":"customer","id":"cus_1","name":"Halden","deleted":true},
             "discounts":[{"object":"discount","id":"di_1","source":{"type":"coupon","coupon":{"object":"coupon","id":"NEW50","percent_off":50}}}],
             "payments":{"object":"list","data":[{"object":"invoice_payment","id":"inpay_1","payment":{"type":"payment_intent","payment_intent":{"object":"payment_intent","id":"pi_1","latest_charge":"ch_1"}}}]}}
            """);

        Assert.Equal(("cus_1", "Halden", true), (invoice.CustomerId, invoice.Customer.Name, invoice.Customer.Deleted));
        Assert.Equal("di_1", Assert.Single(invoice.DiscountIds));
        Assert.Equal(("NEW50", 50m), (invoice.Discounts[0].Source.CouponId, invoice.Discounts[0].Source.Coupon.PercentOff));
        Assert.Equal(("pi_1", "ch_1"), (invoice.Payments.Single().Payment.PaymentIntentId, invoice.Payments.Single().Payment.PaymentIntent.LatestChargeId));
    }

    [Fact]
    public void Field_ThatIsNull_LeavesBothNull()
    {
        var payment = Read<PaymentIntent>("""{"object":"payment_intent","id":"pi_1","customer":null,"latest_charge":null,"canceled_at":null}""");

        Assert.Equal((null, null, null, null), (payment.CustomerId, payment.Customer, payment.LatestChargeId, payment.CanceledAt));
    }

    [Theory]
    [InlineData("refund", typeof(Refund))]
    [InlineData("charge", typeof(Charge))]
    [InlineData("dispute", typeof(Dispute))]
    [InlineData("payout", null)]
    public void Source_OfAMovement_IsReadAsWhatItIs(string kind, Type? expected)
    {
        var movement = Read<BalanceTransaction>($$$"""{"object":"balance_transaction","id":"txn_1","fee":59,"net":941,"source":{"object":"{{{kind}}}","id":"x_1"}}""");

        Assert.Equal(("x_1", expected), (movement.SourceId, movement.Source?.GetType()));
    }

    private static T Read<T>(string json)
        where T : class, IHasObject => Assert.IsType<T>(EventUtility.ParseEvent(
            $$$"""{"object":"event","id":"evt_1","api_version":"2026-07-29.dahlia","data":{"object":{{{json}}}}}""").Data.Object);
}
