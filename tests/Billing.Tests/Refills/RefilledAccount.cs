using System.Globalization;
using Billing.PriceBooks;
using Billing.Refills;
using Billing.Units;

namespace Billing.Tests.Refills;

/// <summary>An account whose refills are counted by hand, so that only the decisions under test decide.</summary>
internal sealed class RefilledAccount(PriceBook book, AutoRefillSettings settings, Amount balance)
{
    private readonly List<(Instant At, Amount Charge)> _counted = [];
    private AutoRefillSwitch _switch = AutoRefillSwitch.On;
    private bool _underWay, _card = true;
    private int _refusals;
    private Instant? _lastAttempt, _notBefore;

    public Amount Balance { get; private set; } = balance;

    /// <summary>Every start there was.</summary>
    public List<Instant> Starts { get; } = [];

    public Amount SpentIn(Instant month) => Sum(_counted.Where(refill => refill.At.StartOfMonth == month.StartOfMonth));

    public int CountedOn(Instant day) => _counted.Count(refill => refill.At.Day == day.Day);

    /// <summary>Does what happens, looks, and begins what the look starts.</summary>
    public AutoRefillAnswer After(Instant now, params string[] happens)
    {
        switch (happens[0])
        {
            case "debit": Balance -= Amount.Parse(happens[1], Balance.Asset); break;
            case "paid" when _underWay: Settle(); break;
            case "soft" when _underWay: Refuse(RefusalKind.Soft, now); break;
            case "hard" when _underWay: Refuse(RefusalKind.Hard, now); break;
            case "payer" when _underWay: Refuse(RefusalKind.NeedsPayer, now); break;
            case "off": _switch = AutoRefillSwitch.Off; break;
            case "on": (_switch, _refusals, _notBefore) = (AutoRefillSwitch.On, 0, null); break;
            case "no_card": _card = false; break;
        }

        var answer = AutoRefillDecision.Decide(book, settings, Standing(now), now);
        if (!answer.Started) return answer;
        (_underWay, _lastAttempt, _notBefore) = (true, now, null);
        _counted.Add((now, answer.Charge));
        Starts.Add(now);
        return answer;
    }

    private AutoRefillStanding Standing(Instant now) => new(
        _switch, Balance, _underWay ? settings.Refill : Amount.Zero(Balance.Asset), SpentIn(now), CountedOn(now), _lastAttempt, _notBefore, _card, MayPay: true);

    private void Settle()
    {
        Balance += settings.Refill;
        (_underWay, _refusals, _notBefore) = (false, AutoRefillTries.Paid.Refusals, AutoRefillTries.Paid.NotBefore);
    }

    private void Refuse(RefusalKind kind, Instant now)
    {
        _underWay = false;
        _counted.RemoveAt(_counted.Count - 1);
        var tries = AutoRefillTries.Refused(book.AutoRefill!.Rules, _refusals, kind, now);
        (_refusals, _notBefore) = (tries.Refusals, tries.NotBefore);
        if (tries.Stop is not null && _switch == AutoRefillSwitch.On) _switch = AutoRefillSwitch.Paused;
    }

    private Amount Sum(IEnumerable<(Instant At, Amount Charge)> refills) =>
        refills.Aggregate(Amount.Zero(book.Currency), (sum, refill) => sum + refill.Charge);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Balance}, {Starts.Count} starts, {_switch}");
}
