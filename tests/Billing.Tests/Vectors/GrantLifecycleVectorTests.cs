using System.Text.Json;
using Billing.Credits;
using Billing.Units;

namespace Billing.Tests.Vectors;

/// <summary>Grants over months: expiry, rollover, what debits leave, read at any instant.</summary>
public sealed class GrantLifecycleVectorTests
{
    public static TheoryData<string, string> Cases => Vector.Cases("grant-lifecycle");

    [Theory]
    [MemberData(nameof(Cases))]
    public void GrantLifecycle_Vector_ReadsTheSameAtEveryClock(string id, string title)
    {
        var vector = Vector.Of(id);
        var wallet = new Wallet(vector.Given);
        var events = new Queue<JsonElement>(vector.When.GetProperty("events").EnumerateArray().OrderBy(e => e.Moment("at")));
        foreach (var reading in vector.Expect.GetProperty("at").EnumerateArray())
        {
            var at = reading.Moment("at");
            while (events.TryPeek(out var next) && next.Moment("at") <= at) wallet.Apply(events.Dequeue());
            var statuses = wallet.At(at);
            Assert.Equal(
                reading.GetProperty("grants").EnumerateArray().Select(g => (g.Str("id")!, g.Str("remaining")!, g.Str("state")!, g.MomentOrNever("expires_at"))),
                statuses.Select(s => (s.Id, s.Status.Remaining.Text(), s.Status.State.ToString().ToLowerInvariant(), s.Grant.ExpiresAt)));
            Assert.True(reading.Units("balance") == statuses.Sum(s => s.Status.Remaining), title);
            Assert.Equal(reading.Units("rolled_over"), statuses.Sum(s => s.Status.RolledOver));
            Assert.Equal(reading.Units("expired_total"), statuses.Sum(s => s.Status.Lapsed));
        }
    }

    /// <summary>Keeps only what the ledger would: grants, and what debits took from them.</summary>
    private sealed class Wallet
    {
        private readonly MonthAnchor _anchor;
        private readonly BurnOrder _order;
        private readonly ExpiryRule _included;
        private readonly ExpiryRule _topup;
        private readonly List<(string Id, GrantBalance Balance)> _grants = [];

        public Wallet(JsonElement given)
        {
            _anchor = new(given.Moment("anchor"));
            _order = VectorRules.Order(given.Str("order")!);
            _included = given.GetProperty("expiry").GetProperty("included_periods") is { ValueKind: JsonValueKind.Number } periods ? ExpiryRule.AfterPeriods(periods.GetInt32()) : ExpiryRule.Never;
            _topup = given.GetProperty("expiry").GetProperty("topup_months") is { ValueKind: JsonValueKind.Number } months ? ExpiryRule.AfterMonths(months.GetInt32()) : ExpiryRule.Never;
        }

        public void Apply(JsonElement e)
        {
            var at = e.Moment("at");
            if (e.Str("type") == "debit") Debit(e.Units("amount"), at);
            else
            {
                var kind = e.Str("type") switch { "period" => GrantKind.Included, "starter" => GrantKind.Starter, "bonus" => GrantKind.Bonus, _ => GrantKind.Topup };
                var expiry = kind == GrantKind.Included ? _included : kind == GrantKind.Topup ? _topup : ExpiryRule.Never;
                _grants.Add((e.Str("id")!, new(new(_grants.Count + 1, kind, at, expiry.ExpiresAt(at, _anchor)), e.Units("amount"))));
            }
        }

        public List<(string Id, Grant Grant, GrantStatus Status)> At(Instant at) =>
            [.. _grants.Select(g => (g.Id, g.Balance.Grant, GrantLifecycle.StatusAt(g.Balance.Grant, g.Balance.Remaining, at, _anchor)))];

        private void Debit(long amount, Instant at)
        {
            var ordered = _grants.OrderBy(g => g.Balance.Grant, _order).ToList();
            var slices = new FundingSlice[ordered.Count];
            var funded = Funding.Fund(ordered.Select(g => g.Balance).ToArray(), amount, at, PaymentRule.WhatIsLeft, default, slices);
            foreach (var slice in slices[..funded.Slices])
            {
                var i = _grants.FindIndex(g => g.Id == ordered[slice.Index].Id);
                _grants[i] = (_grants[i].Id, _grants[i].Balance with { Remaining = _grants[i].Balance.Remaining - slice.Taken });
            }
        }
    }
}
