using Billing.Credits;
using Billing.Units;

namespace Billing.Tests.Vectors;

/// <summary>Who pays a charge, over all five documents' burn-down orders, discounts and rules at zero.</summary>
public sealed class FundUsageVectorTests
{
    public static TheoryData<string, string> Cases => Vector.Cases("fund-usage");

    [Theory]
    [MemberData(nameof(Cases))]
    public void FundUsage_Vector_TakesTheExpectedSlices(string id, string title)
    {
        var vector = Vector.Of(id);
        var (given, when, expect) = (vector.Given, vector.When, vector.Expect);
        var at = when.Moment("at");
        var grants = given.GetProperty("grants").EnumerateArray()
            .Select((g, i) => (Id: g.Str("id")!, Balance: new GrantBalance(new(i + 1, Kind(g.Str("kind")!), g.Moment("granted_at"), g.MomentOrNever("expires_at")), g.Units("remaining"))))
            .OrderBy(g => g.Balance.Grant, VectorRules.Order(given.Str("order")!)).ToList();
        var (payment, atZero) = VectorRules.OfSeed(vector.Seed);
        var discount = new DebitDiscount(given.Units("discount"));
        var balances = grants.Select(g => g.Balance).ToArray();
        var slices = new FundingSlice[balances.Length];
        var funded = default(Funded);
        var cost = when.Units("cost");
        var available = balances.Where(b => b.Grant.UsableAt(at)).Sum(b => b.Remaining);

        FundingAnswer answer;
        if (when.Str("phase") == "admit")
        {
            answer = UsageFunding.Admit(available, cost, payment, atZero);
        }
        else
        {
            funded = Funding.Fund(balances, cost, at, payment, discount, slices);
            answer = UsageFunding.Settled(funded, atZero);
        }

        var taken = slices[..funded.Slices].ToDictionary(s => grants[s.Index].Id, s => s.Taken);
        Assert.Equal(expect.Str("outcome"), VectorRules.Outcome(answer.Outcome));
        Assert.Equal(expect.Str("action"), VectorRules.Action(answer.Next));
        Assert.Equal(expect.GetProperty("http_status").ToString(), when.Str("phase") == "admit" ? $"{answer.HttpStatus}" : "");
        Assert.Equal(
            expect.GetProperty("slices").EnumerateArray().Select(s => (s.Str("grant")!, s.Str("taken")!, s.Str("list")!)),
            slices[..funded.Slices].Select(s => (grants[s.Index].Id, s.Taken.Text(), s.List.Text())));
        Assert.Equal(expect.Str("uncovered"), funded.Uncovered.Text());
        Assert.Equal(
            expect.GetProperty("expired").EnumerateArray().Select(e => e.GetString()!),
            grants.Where(g => at >= g.Balance.Grant.ExpiresAt).Select(g => g.Id));
        Assert.Equal(
            expect.GetProperty("remaining").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!.Units()),
            grants.Where(g => g.Balance.Grant.UsableAt(at)).ToDictionary(g => g.Id, g => g.Balance.Remaining - taken.GetValueOrDefault(g.Id)));
        Assert.True(expect.Units("balance_after") == available - funded.Taken, title);
    }

    private static GrantKind Kind(string name) => GrantKinds.TryParse(name, out var kind) ? kind : throw new ArgumentException(name);
}
