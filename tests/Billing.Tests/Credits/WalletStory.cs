using Billing.Credits;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.Credits;

/// <summary>
/// A wallet by a book's own rules of expiry, order and discount. Each line: when, what happens, how every grant stands, the
/// balance, and who paid (with the list price in brackets where it is another). A plan begins a cycle of its own, and a
/// charge "of" a day is usage of that day that is only reported now.
/// </summary>
internal sealed class WalletStory(PriceBook book)
{
    private readonly List<(string Name, GrantBalance Balance, MonthAnchor Anchor)> _grants = [];
    private MonthAnchor? _cycle;
    private DebitDiscount _discount;

    public static void Tell(PriceBook book, string story)
    {
        var wallet = new WalletStory(book);
        Story.Tell(story, given: 2, cells => wallet.Answer(Cells.At(cells[0]), cells[1].Split(' ')));
    }

    private IEnumerable<string> Answer(Instant at, string[] words)
    {
        var paid = words[0] == "charge" ? Charge(Cells.Units(words[1]), at) : "";
        if (words[0] == "plan") Begin(book.Plan(words[1])!, at);
        if (GrantKinds.TryParse(words[0], out var kind)) Add(kind, words[1], Cells.Units(words[2]), at);
        var standing = _grants.Select(g => (g.Name, Status: GrantLifecycle.StatusAt(g.Balance.Grant, g.Balance.Remaining, at, g.Anchor))).ToList();
        return [string.Join(", ", standing.Select(g => Text(g.Name, g.Status))), Cells.Text(standing.Sum(g => g.Status.Remaining)), paid];
    }

    private void Begin(Plan plan, Instant at) => (_cycle, _discount) = (new(at), plan.Discount);

    private void Add(GrantKind kind, string name, long amount, Instant at)
    {
        _cycle ??= new(at);
        _grants.Add((name, new(new(_grants.Count + 1, kind, at, book.ExpiresAt(kind, at, _cycle.Value)), amount), _cycle.Value));
    }

    private string Charge(long cost, Instant recorded)
    {
        var ordered = Enumerable.Range(0, _grants.Count).OrderBy(i => _grants[i].Balance.Grant, book.BurnOrder).ToList();
        var slices = new FundingSlice[ordered.Count];
        var funded = Funding.Fund([.. ordered.Select(i => _grants[i].Balance)], cost, recorded, book.Wallet.Payment, _discount, slices);
        var paid = new List<string>();
        foreach (var slice in slices[..funded.Slices])
        {
            var grant = _grants[ordered[slice.Index]];
            _grants[ordered[slice.Index]] = grant with { Balance = grant.Balance with { Remaining = grant.Balance.Remaining - slice.Taken } };
            paid.Add($"{grant.Name} {Cells.Text(slice.Taken)}" + (slice.List == slice.Taken ? "" : $" ({Cells.Text(slice.List)})"));
        }

        if (funded.Uncovered > 0) paid.Add($"nobody {Cells.Text(funded.Uncovered)}");
        return string.Join(", ", paid);
    }

    private static string Text(string name, GrantStatus status) => status.State switch
    {
        GrantState.Active => $"{name} {Cells.Text(status.Remaining)}",
        GrantState.Rolled => $"{name} {Cells.Text(status.Remaining)} rolled",
        GrantState.Expired => $"{name} gone {Cells.Text(status.Lapsed)}",
        _ => $"{name} spent",
    };
}
