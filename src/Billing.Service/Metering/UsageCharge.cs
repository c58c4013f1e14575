using Billing.Credits;
using Billing.Ledger;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Service.Storage;

namespace Billing.Service.Metering;

/// <summary>Decides one usage event after the other and books what is accepted: exactly once, never below zero.</summary>
internal sealed class UsageCharge(LedgerTransaction ledger)
{
    private static readonly TimeSpan MostLate = TimeSpan.FromDays(35);
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    private FundingSlice[] _slices = new FundingSlice[16];

    public UsageReceipt Take(in MeteredEvent metered, WalletDraft wallet, int apiKey, bool imported)
    {
        var e = metered.Event;
        if (Known(metered, wallet) is { } answered) return answered;
        if (Untimely(e, imported) is { } untimely) return Refuse(wallet, untimely);
        if (metered.Rated.Refusal is { } unpriced) return Refuse(wallet, new(unpriced.Code, unpriced.Message, unpriced.Field));

        var rules = ledger.Books.ByNumber(metered.PriceVersion).Book.Wallet;
        var cost = metered.Rated.Cost;
        var available = rules.Funding == FundingMode.Postpaid ? long.MaxValue : wallet.AvailableAt(ledger.Now);
        if (cost > 0 && available == 0) return Refuse(wallet, NothingLeft);

        var row = ledger.NextUsage();
        var terms = new EntryTerms(EntryType.Consume, CauseKind.Usage, row, e.Time, metered.PriceVersion, metered.Rated.PriceLine, metered.Content);
        var (charged, uncovered) = rules.Funding == FundingMode.Postpaid
            ? ChargeReceivable(wallet, terms, cost)
            : ChargeGrants(wallet, terms, cost, rules.Payment, available);
        ledger.Store.Usage.Insert(Stored(metered, wallet.Account, row, apiKey, charged, uncovered));
        ledger.Recent.Add(metered.Identity, row);
        return new(UsageOutcome.Accepted, row, charged, uncovered, wallet.Balance);
    }

    private (long Charged, long Uncovered) ChargeGrants(WalletDraft wallet, in EntryTerms terms, long cost, PaymentRule payment, long available)
    {
        if (cost == 0) return (0, 0);
        if (_slices.Length < wallet.Grants.Length) _slices = new FundingSlice[wallet.Grants.Length * 2];
        var funded = Funding.Fund(wallet.Grants, cost, ledger.Now, payment, default, _slices, available);
        foreach (ref readonly var slice in _slices.AsSpan(0, funded.Slices))
        {
            wallet.Burn(slice.Index, slice.Taken);
            ledger.Append(wallet, terms, -slice.Taken, wallet.Grants[slice.Index].Grant.Number);
        }

        wallet.DropEmpty();
        return (funded.Taken, funded.Uncovered);
    }

    private (long Charged, long Uncovered) ChargeReceivable(WalletDraft wallet, in EntryTerms terms, long cost)
    {
        if (cost > 0) ledger.Append(wallet, terms, -cost, 0);
        return (cost, 0);
    }

    /// <summary>The first receipt, or the conflict, when this identity was stored before.</summary>
    private UsageReceipt? Known(in MeteredEvent metered, WalletDraft wallet)
    {
        foreach (var row in ledger.Recent.Candidates(metered.Identity))
        {
            if (ledger.Store.Usage.Find(row) is not { } stored
                || stored.Account != wallet.Account
                || stored.EventId != metered.Event.Id
                || ledger.Store.Names.Text(stored.Source) != metered.Event.Source) continue;
            return UsageContent.FirstDifference(Original(stored), metered.Event) is { } field
                ? Refuse(wallet, new("event_id_conflict", $"The source has reported this event id before with another {field}.", field))
                : new(UsageOutcome.Duplicate, row, stored.Cost, stored.Uncovered, wallet.Balance);
        }

        return null;
    }

    private Refusal? Untimely(UsageEvent e, bool imported) =>
        e.Time > ledger.Now.Plus(MostAhead) ? new("time_in_future", "The event's time is more than 5 minutes ahead of the ledger's clock.", "time")
        : !imported && e.Time < ledger.Now.Plus(-MostLate) ? new("too_late", "The event is more than 35 days late. Older usage comes in by import.", "time")
        : null;

    private UsageEvent Original(in StoredUsage stored) => stored.ToEvent(ledger.Store.Names.Text);

    private StoredUsage Stored(in MeteredEvent metered, int account, long row, int apiKey, long charged, long uncovered)
    {
        var (e, names) = (metered.Event, ledger.Store.Names);
        return new StoredUsage
        {
            Row = row,
            Account = account,
            ApiKey = apiKey,
            Source = names.Number(NameKind.Source, e.Source),
            EventId = e.Id,
            Meter = names.Number(NameKind.Meter, e.Meter),
            Model = names.Number(NameKind.Model, e.Model),
            Status = e.Status,
            HttpStatus = e.HttpStatus,
            Occurred = e.Time,
            Recorded = ledger.Now,
            Quantities = e.Quantities,
            Resolution = names.Number(NameKind.Resolution, e.Resolution),
            UpstreamUnits = e.UpstreamUnits,
            LatencyMs = e.LatencyMs,
            Ip = names.Number(NameKind.Ip, e.Ip),
            UserAgent = names.Number(NameKind.UserAgent, e.UserAgent),
            Resource = names.Number(NameKind.Resource, e.Resource),
            Service = names.Number(NameKind.Service, e.Service),
            Environment = names.Number(NameKind.Environment, e.Environment),
            Cost = charged,
            Uncovered = uncovered,
            PriceVersion = metered.PriceVersion,
            PriceLine = metered.Rated.PriceLine,
            Chosen = metered.Rated.Chosen,
        };
    }

    private static UsageReceipt Refuse(WalletDraft wallet, Refusal refusal) => new(UsageOutcome.Refused, 0, 0, 0, wallet.Balance, refusal);

    private static readonly Refusal NothingLeft =
        new("insufficient_quota", "The balance is used up. Nothing was stored; send the event again after a top-up.");
}
