using Stripe;

namespace Billing.Stripe.Tests.Client;

public sealed class SignatureTests
{
    private const string Body = """{"id":"evt_1","object":"event","api_version":"2026-07-29.dahlia","type":"customer.created","data":{"object":{"object":"customer","id":"cus_1"}}}""";
    private const string Secret = "whsec_one";
    private const long Signed = 1_800_000_000;

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void Stamp_OutsideTheTolerance_IsRefused(long later, bool accepted) =>
        Assert.Equal(accepted, Accepts(Header(Secret), Signed + later));

    [Fact]
    public void Signature_WhileASecretIsRolled_MayBeEither()
    {
        var both = $"t={Signed},v1={Sign("whsec_new")},v1={Sign(Secret)},v0=abc";

        Assert.True(Accepts(both, Signed));
        Assert.False(Accepts($"t={Signed},v1={Sign("whsec_new")}", Signed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("t=,v1=")]
    [InlineData("v1=abc")]
    [InlineData("t=1800000000")]
    [InlineData("t=1800000000,v0={0}")]
    [InlineData("t=later,v1={0}")]
    [InlineData("t=1800000000,v1={0}0")]
    public void Header_ThatIsGarbled_IsRefused(string header) =>
        Assert.False(Accepts(string.Format(System.Globalization.CultureInfo.InvariantCulture, header, Sign(Secret)), Signed));

    [Fact]
    public void Body_ChangedByOneByte_IsRefused() => Assert.Throws<StripeException>(() =>
        EventUtility.ConstructEvent(Body + " ", Header(Secret), Secret, 300, Signed));

    [Fact]
    public void Secret_ThatIsEmpty_IsRefused() => Assert.Throws<StripeException>(() =>
        EventUtility.ConstructEvent(Body, Header(""), "", 300, Signed));

    [Fact]
    public void Header_ThatIsMissing_IsRefused() => Assert.Throws<StripeException>(() =>
        EventUtility.ConstructEvent(Body, null, Secret, 300, Signed));

    [Fact]
    public void Event_OfAnotherTrain_IsRefusedUnlessAskedFor()
    {
        var old = Body.Replace("dahlia", "clover");

        Assert.Throws<StripeException>(() => EventUtility.ParseEvent(old));
        Assert.Equal("cus_1", ((Customer)EventUtility.ParseEvent(old, throwOnApiVersionMismatch: false).Data.Object).Id);
    }

    [Fact]
    public void Event_AboutAnUnknownObject_HasNoObject() =>
        Assert.Null(EventUtility.ParseEvent(Body.Replace("\"customer\"", "\"hologram\"")).Data.Object);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"cus_1\"")]
    [InlineData("{\"object\":7}")]
    public void Event_AboutWhatIsNoObject_HasNoObject(string about) =>
        Assert.Null(EventUtility.ParseEvent(Body[..Body.IndexOf("{\"object\":\"customer\"", StringComparison.Ordinal)] + about + "}}").Data.Object);

    private static bool Accepts(string header, long now)
    {
        try
        {
            return EventUtility.ConstructEvent(Body, header, Secret, 300, now).Id == "evt_1";
        }
        catch (StripeException)
        {
            return false;
        }
    }

    private static string Header(string secret) => $"t={Signed},v1={Sign(secret)}";

    private static string Sign(string secret) => EventUtility.ComputeSignature(secret, "1800000000", Body);
}
