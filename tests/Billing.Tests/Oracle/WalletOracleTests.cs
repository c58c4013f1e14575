using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Oracle;

/// <summary>
/// The product against the slow model, by each book: cost, who pays, refusals, what is left of every grant, with late reports,
/// sums over an environment's hour, discounts, caps and expiry.
/// </summary>
public sealed class WalletOracleTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. OracleBooks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Life_OfAnyWallet_IsToldAlikeByTheModel(string book) => Property.Holds(output, WalletLife.Of(book), life =>
    {
        Assert.Equal(OracleWallet.Tell(life), EngineWallet.Tell(life));
        return true;
    });

    /// <summary>Agreeing on nothing would be easy: the lives meet every answer and every state of a grant.</summary>
    [Fact]
    public void Lives_OfAllBooks_MeetEveryAnswer()
    {
        var told = string.Join('\n', OracleBooks.Names.SelectMany(book => WalletLife.Of(book).Sample(3_000)).SelectMany(OracleWallet.Tell));
        Assert.All(
            ["refused 402", "refused 429", "refused pause", "refused by the cap", "then go on", "then 402", "then 429", ": free", "quantity_not_priced", "amount_too_large", "Rolled", "Expired", "Consumed", "Active", "to never"],
            answer => Assert.True(told.Split(answer).Length > 20, $"'{answer}' is hardly ever met"));
        Assert.Matches(@"\d+ pays (\d+) for (?!\1\b)\d+", told);
    }
}
