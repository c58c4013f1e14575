using System.Text.Json;
using Billing.Credits;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>Who pays a charge; what happens at zero is the price book's.</summary>
internal static class FundUsageVectors
{
    public static object Answer(Vector vector)
    {
        var wallet = BookFiles.Of(vector).Wallet;
        var at = vector.When.Moment("at");
        var cost = vector.When.Units("cost");
        var grants = vector.Given.List("grants").Select(Read).OrderBy(g => g.Balance.Grant, BurnWords.Order(vector.Given.Text("order"))).ToList();
        var available = grants.Where(g => g.Balance.Grant.UsableAt(at)).Sum(g => g.Balance.Remaining);
        var slices = new FundingSlice[grants.Count];
        var admits = vector.When.Str("phase") == "admit";
        var funded = admits ? default : Funding.Fund([.. grants.Select(g => g.Balance)], cost, at, wallet.Payment, new(vector.Given.Units("discount")), slices);
        var answer = admits ? UsageFunding.Admit(available, cost, wallet.Payment, wallet.AtZero) : UsageFunding.Settled(funded, wallet.AtZero);
        var taken = slices[..funded.Slices].ToDictionary(slice => slice.Index, slice => slice.Taken);
        return new
        {
            unit = vector.Given.Str("unit"),
            outcome = answer.Outcome.Word(),
            action = answer.Next == ZeroAction.Refuse402 ? "reject_402" : answer.Next == ZeroAction.Nothing ? "none" : answer.Next.Word(),
            http_status = admits ? answer.HttpStatus : null,
            slices = slices[..funded.Slices].Select(slice => new { grant = grants[slice.Index].Id, taken = slice.Taken.Text(), list = slice.List.Text() }),
            uncovered = funded.Uncovered.Text(),
            expired = grants.Where(g => at >= g.Balance.Grant.ExpiresAt).Select(g => g.Id),
            remaining = grants.Select((g, i) => (g.Id, g.Balance.Grant, Left: g.Balance.Remaining - taken.GetValueOrDefault(i)))
                .Where(g => g.Grant.UsableAt(at)).ToDictionary(g => g.Id, g => g.Left.Text()),
            balance_after = (available - funded.Taken).Text(),
        };
    }

    private static (string Id, GrantBalance Balance) Read(JsonElement g, int i)
    {
        if (!GrantKinds.TryParse(g.Str("kind"), out var kind)) throw new FormatException($"'{g.Str("kind")}' is not a grant kind");
        return (g.Text("id"), new(new Grant(i + 1, kind, g.Moment("granted_at"), g.MomentOrNever("expires_at")), g.Units("remaining")));
    }
}
