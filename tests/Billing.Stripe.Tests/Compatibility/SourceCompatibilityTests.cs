using Stripe;

namespace Billing.Stripe.Tests.Compatibility;

/// <summary>Whoever compiles against src/Stripe must compile against the real package: no member may be ours alone.</summary>
public sealed class SourceCompatibilityTests
{
    private static readonly ApiListing Listing = ApiListing.Read("StripeNetApi.txt", "StripeNetApi.Beyond.txt");

    public static TheoryData<string> PublicTypes => [.. typeof(StripeClient).Assembly.GetExportedTypes().Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void PublicMember_OfOurClient_ExistsInStripeNet(string type) =>
        Assert.Empty(PublicSurface.Inventions(typeof(StripeClient).Assembly.GetType(type)!, Listing));

    [Fact]
    public void Member_ThatIsInvented_IsReported() => Assert.Equal(
        ["Stripe.Customer: string LoyaltyTier { get; set; }", "Stripe.Customer: string Created { get; set; }", "Stripe.Customer: Task<Customer> ForgetAsync(string id = default)"],
        PublicSurface.Inventions(typeof(CustomerWithInventions), Listing, "Stripe.Customer"));

    [Fact]
    public void Type_ThatIsInvented_IsReported() => Assert.Single(PublicSurface.Inventions(typeof(CustomerWithInventions), Listing));

    [Fact]
    public void Listing_FromItsFile_IsReadWhole() => Assert.Equal(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "StripeNetApi.txt")).Count(l => l.Contains("Stripe.", StringComparison.Ordinal) && l[0] is 'c' or 'i' or 's'),
        ApiListing.Read("StripeNetApi.txt").Count);

    private sealed class CustomerWithInventions
    {
        public string? Id { get; set; }

        public string? LoyaltyTier { get; set; }

        public string? Created { get; set; }

        public Task<Customer> ForgetAsync(string id = default!) => Task.FromResult(new Customer { Id = id });
    }
}
