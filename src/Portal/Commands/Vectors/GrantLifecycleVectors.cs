using System.Text.Json;
using Billing.Credits;
using Billing.PriceBooks;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>Grants over months: expiry, rollover, what debits leave, read at any instant.</summary>
internal static class GrantLifecycleVectors
{
    public static object Answer(Vector vector)
    {
        var wallet = new Wallet(BookFiles.Of(vector), vector.Given);
        var events = new Queue<JsonElement>(vector.When.List("events").OrderBy(e => e.Moment("at")));
        var readings = new List<object>();
        foreach (var at in vector.When.List("clock").Select(at => Instant.Parse(at.GetString()!)))
        {
            while (events.TryPeek(out var next) && next.Moment("at") <= at) wallet.Apply(events.Dequeue());
            readings.Add(wallet.At(at));
        }

        return new { unit = vector.Given.Str("unit"), at = readings };
    }

    /// <summary>Keeps only what the ledger would: grants, and what debits took from them.</summary>
    private sealed class Wallet(PriceBook book, JsonElement given)
    {
        private readonly MonthAnchor _anchor = new(given.Moment("anchor"));
        private readonly BurnOrder _order = BurnWords.Order(given.Text("order"));
        private readonly JsonElement _expiry = given.GetProperty("expiry");
        private readonly List<(string Id, GrantBalance Balance)> _grants = [];

        public void Apply(JsonElement e)
        {
            var at = e.Moment("at");
            if (e.Str("type") == "debit")
            {
                Debit(e.Units("amount"), at);
                return;
            }

            var kind = e.Text("type") == "period" ? GrantKind.Included : e.Text("type").Named<GrantKind>();
            _grants.Add((e.Text("id"), new(new(_grants.Count + 1, kind, at, RuleOf(kind).ExpiresAt(at, _anchor)), e.Units("amount"))));
        }

        public object At(Instant at)
        {
            var read = _grants.Select(g => (g.Id, g.Balance.Grant, Status: GrantLifecycle.StatusAt(g.Balance.Grant, g.Balance.Remaining, at, _anchor))).ToList();
            return new
            {
                at = at.Text(),
                balance = read.Sum(g => g.Status.Remaining).Text(),
                rolled_over = read.Sum(g => g.Status.RolledOver).Text(),
                expired_total = read.Sum(g => g.Status.Lapsed).Text(),
                grants = read.Select(g => new { id = g.Id, remaining = g.Status.Remaining.Text(), state = g.Status.State.Word(), expires_at = g.Grant.ExpiresAt.Text() }),
            };
        }

        private ExpiryRule RuleOf(GrantKind kind) => kind switch
        {
            GrantKind.Included => _expiry.Whole("included_periods") is { } periods ? ExpiryRule.AfterPeriods(periods) : ExpiryRule.Never,
            GrantKind.Topup => _expiry.Whole("topup_months") is { } months ? ExpiryRule.AfterMonths(months) : ExpiryRule.Never,
            _ => book.Expiry.GetValueOrDefault(kind),
        };

        private void Debit(long amount, Instant at)
        {
            var ordered = Enumerable.Range(0, _grants.Count).OrderBy(i => _grants[i].Balance.Grant, _order).ToList();
            var slices = new FundingSlice[ordered.Count];
            var funded = Funding.Fund([.. ordered.Select(i => _grants[i].Balance)], amount, at, book.Wallet.Payment, default, slices);
            foreach (var slice in slices[..funded.Slices])
            {
                var (id, balance) = _grants[ordered[slice.Index]];
                _grants[ordered[slice.Index]] = (id, balance with { Remaining = balance.Remaining - slice.Taken });
            }
        }
    }
}
