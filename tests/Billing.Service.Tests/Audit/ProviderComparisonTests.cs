using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Audit;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Audit;

/// <summary>The provider's books against ours: the same money on both sides is no difference, and each way to differ has its name.</summary>
public sealed class ProviderComparisonTests
{
    private static readonly Instant Now = Instant.At(2026, 5, 20, 12);
    private static readonly Instant Then = Now.PlusDays(-3);
    private static readonly PaymentId Order = new(new Guid("01890000-0000-7000-8000-00000000000a"));

    [Fact]
    public void Books_ThatSayTheSame_HaveNoDifference() => Assert.Empty(Match(There(), Here()));

    [Fact]
    public void Payment_ThatNobodyNotedHere_IsNamed() =>
        Assert.Equal(["payment_unknown pi_2"], Match(There() with { Payments = [Payment(), Payment("pi_2", null)] }, Here()));

    [Fact]
    public void Payment_OfAnOrderThatIsStillOpen_IsNamed() =>
        Assert.Contains("payment_not_credited pi_1", Match(There(), Here() with { Payments = [Row(PaymentState.Open, null)], Grants = [] }));

    [Fact]
    public void Payment_OfAnotherAmount_IsNamed() =>
        Assert.Equal(["payment_amount pi_1"], Match(There() with { Payments = [Payment(dollars: 90)] }, Here()));

    [Fact]
    public void Payment_WithADiscount_IsComparedWithWhatWasPaid()
    {
        var discounted = Row(PaymentState.Paid, "pi_1", discount: 10);
        Assert.Empty(Match(There() with { Payments = [Payment(dollars: 90)] }, Here() with { Payments = [discounted], Grants = [Grant(90)] }));
    }

    [Fact]
    public void Payment_OfSomebodyElsesCustomer_IsCountedAndNoDifference()
    {
        var match = ProviderComparison.Of(There() with { Payments = [Payment(), Payment("pi_2", null) with { CustomerId = "cus_else" }] }, Here(), Now);
        Assert.Equal((0, 1), (match.Differences.Count, match.Foreign));
    }

    [Fact]
    public void Order_PaidTwice_IsToldByItsSecondPayment() =>
        Assert.Equal(["payment_twice pi_2"], Match(There() with { Payments = [Payment("pi_2", Order), Payment()] }, Here()));

    [Fact]
    public void Order_PaidHereOfWhichTheProviderKnowsNothing_IsNamed() =>
        Assert.Equal(["payment_missing pi_1"], Match(There() with { Payments = [] }, Here()));

    [Fact]
    public void Order_PaidHereAndCancelledThere_IsNamed() =>
        Assert.Equal(["payment_not_taken pi_1"], Match(There() with { Payments = [Payment() with { State = GatewayPaymentState.Cancelled }] }, Here()));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Purchase_WithoutItsOneGrant_IsNamed(int grants) =>
        Assert.Equal(["grant_count pi_1"], Match(There(), Here() with { Grants = [.. Enumerable.Repeat(Grant(100), grants)] }));

    [Fact]
    public void Grant_ThatCostSomethingElse_IsNamed() =>
        Assert.Equal(["grant_cost pi_1"], Match(There(), Here() with { Grants = [Grant(99)] }));

    [Fact]
    public void Refund_UnknownHere_IsNamed() =>
        Assert.Equal(["refund_unknown re_1"], Match(There() with { Refunds = [Refund()] }, Here()));

    [Fact]
    public void Refund_UnknownThere_IsNamed() =>
        Assert.Equal(["refund_missing re_1"], Match(There(), Here() with { Refunds = [RefundRow(RefundState.Succeeded, 30)] }));

    [Theory]
    [InlineData(RefundState.Succeeded, 30, null)]
    [InlineData(RefundState.Succeeded, 31, "refund_amount re_1")]
    [InlineData(RefundState.Failed, 30, "refund_state re_1")]
    public void Refund_OnBothSides_IsComparedByAmountAndState(RefundState state, int dollars, string? difference) => Assert.Equal(
        difference is null ? [] : [difference],
        Match(There() with { Refunds = [Refund()] }, Here() with { Refunds = [RefundRow(state, dollars)] }));

    [Fact]
    public void Dispute_UnknownHere_IsNamed() =>
        Assert.Equal(["dispute_unknown dp_1"], Match(There() with { Disputes = [Dispute()] }, Here()));

    [Fact]
    public void Dispute_ThatEndedDifferently_IsNamed() =>
        Assert.Equal(["dispute_state dp_1"], Match(There() with { Disputes = [Dispute()] }, Here() with { Disputes = [DisputeRow(DisputeState.Won)] }));

    [Fact]
    public void Dispute_UnknownThere_IsNamed() =>
        Assert.Equal(["dispute_missing dp_1"], Match(There(), Here() with { Disputes = [DisputeRow(DisputeState.Lost)] }));

    [Fact]
    public void Subscription_ChargedThereWithoutAPlanHere_IsNamed() =>
        Assert.Equal(["subscription_unknown sub_1"], Match(There() with { Subscriptions = [Subscription(GatewaySubscriptionState.Active)] }, Here()));

    [Theory]
    [InlineData(true, "subscription_ended sub_1")]
    [InlineData(false, "subscription_missing sub_1")]
    public void Plan_WhoseSubscriptionIsOver_IsNamed(bool known, string difference) => Assert.Equal(
        [difference],
        Match(
            There() with { Subscriptions = known ? [Subscription(GatewaySubscriptionState.Ended)] : [] },
            Here() with { Subscriptions = [new SubscriptionRow { Account = 1, Plan = "launch", GatewaySubscription = "sub_1" }] }));

    [Fact]
    public void Invoice_PaidThereWithoutAPaymentHere_IsNamed() =>
        Assert.Equal(["invoice_not_credited in_1"], Match(There() with { Invoices = [Invoice()] }, Here()));

    [Fact]
    public void Customer_ThatIsGone_IsNamed() =>
        Assert.Equal(["customer_missing cus_1"], Match(There() with { MissingCustomers = ["cus_1"] }, Here()));

    [Theory]
    [InlineData(10, true)]
    [InlineData(1, false)]
    public void Event_ThatNeverCame_IsNamedOnceItCannotBeOnItsWay(int minutesAgo, bool named) => Assert.Equal(
        named ? ["event_not_received evt_2"] : [],
        Match(There() with { Events = [Event("evt_1", 60), Event("evt_2", minutesAgo)] }, Here()));

    private static IEnumerable<string> Match(ProviderBooks there, PortalBooks here) =>
        ProviderComparison.Of(there, here, Now).Differences.Select(difference => $"{difference.Code} {difference.Subject}");

    private static ProviderBooks There() => new(Now.PlusDays(-30), [], [], [Payment()], [], [], [], [], []);

    private static PortalBooks Here() => new(
        [Row(PaymentState.Paid, "pi_1")], [Grant(100)], [], [], [], [new CustomerRow { Account = 1, GatewayCustomer = "cus_1" }],
        new Dictionary<int, string> { [1] = "Acme" }, new HashSet<string> { "evt_1" });

    private static Amount Dollars(int dollars) => Amount.Whole(dollars, Asset.Usd);

    private static GatewayPayment Payment(string id = "pi_1", PaymentId? order = null, int dollars = 100) => new(
        id, id == "pi_1" ? order ?? Order : order, "cus_1", GatewayPaymentState.Succeeded, Dollars(dollars), Dollars(dollars), null, "Visa 4242", false, [], Then);

    private static PaymentRow Row(PaymentState state, string? payment, int discount = 0) => new()
    {
        Number = 1,
        Id = Order,
        Account = 1,
        Amount = Dollars(100).Units,
        Asset = "USD",
        Base = Dollars(100 - discount).Units,
        Discount = Dollars(discount).Units,
        State = state,
        GatewayCustomer = "cus_1",
        GatewayPayment = payment,
        Created = Then,
        IdempotencyKey = "key",
    };

    private static GrantRow Grant(int cost) => new()
    {
        Number = 1, Account = 1, Kind = GrantKind.Topup, Amount = Dollars(100).Units, PaidAsset = "USD", PaidAmount = Dollars(cost).Units, CauseKind = CauseKind.Payment, Cause = 1,
    };

    private static GatewayRefund Refund() => new("re_1", "pi_1", Dollars(30), GatewayRefundState.Succeeded, null, null, Then);

    private static RefundRow RefundRow(RefundState state, int dollars) => new()
    {
        Number = 1, GatewayRefund = "re_1", Payment = 1, Account = 1, Amount = Dollars(dollars).Units, Asset = "USD", State = state, Actor = "Stripe Dashboard", Created = Then,
    };

    private static GatewayDispute Dispute() => new("dp_1", "pi_1", Dollars(100), GatewayDisputeState.Lost, true, "fraudulent", null, Then);

    private static DisputeRow DisputeRow(DisputeState state) => new()
    {
        Dispute = "dp_1", Payment = 1, Account = 1, Amount = Dollars(100).Units, Asset = "USD", State = state, Reason = "fraudulent", Opened = Then,
    };

    private static GatewaySubscription Subscription(GatewaySubscriptionState state) =>
        new("sub_1", "cus_1", state, null, new Period(Then, Then.PlusDays(30)), Dollars(19), false, null);

    private static GatewayInvoice Invoice() => new(
        "in_1", "cus_1", "sub_1", null, GatewayInvoiceReason.Renewal, Dollars(19), true, false, new Period(Then, Then.PlusDays(30)), "pi_9", 1, null, null, null, Then);

    private static GatewayEvent Event(string id, int minutesAgo) => new(id, "payment_intent.succeeded", Now.Plus(TimeSpan.FromMinutes(-minutesAgo)), ReadOnlyMemory<byte>.Empty);
}
