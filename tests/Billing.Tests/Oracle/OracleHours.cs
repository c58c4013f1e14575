namespace Billing.Tests.Oracle;

/// <summary>What happens in a minute to a deployment, or to the wallet (number 0).</summary>
internal sealed record MinuteEvent(int Minute, string What, int Number, long Units);

/// <summary>
/// Deployments by the started hour, told minute by minute (DP-11 to DP-13, DP-18): in each minute top-ups first, then what people
/// do, then the hours that begin, by number. Nothing is skipped and nothing is replayed.
/// </summary>
internal sealed class OracleHours(long balance, IReadOnlyList<long> prices)
{
    private readonly List<Deployment> _deployments = [.. prices.Select((price, i) => new Deployment(i + 1, price))];
    private readonly List<string> _charged = [];
    private long _balance = balance;

    public string Tell(IReadOnlyList<MinuteEvent> events, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            foreach (var e in events.Where(e => e.Minute == minute && e.What == "topup")) TopUp(minute, e.Units);
            foreach (var e in events.Where(e => e.Minute == minute && e.What != "topup")) Act(minute, e);
            foreach (var due in _deployments.Where(d => d.Runs && d.PaidTo == minute)) GoOn(minute, due);
        }

        return $"{_balance}; {string.Join(", ", _deployments.Select(d => $"{(d.Runs ? "runs" : d.Wanted ? $"waits since {d.StoppedAt}" : "off")} paid to {d.PaidTo}"))}; {string.Join(' ', _charged)}";
    }

    private void TopUp(int minute, long units)
    {
        _balance += units;
        foreach (var waiting in _deployments.Where(d => d.Wanted && !d.Runs && d.Price <= _balance)) GoOn(minute, waiting);
    }

    private void Act(int minute, MinuteEvent e)
    {
        var deployment = _deployments[e.Number - 1];
        if (e.What is "start" or "resume" && !deployment.Runs)
        {
            deployment.Wanted = true;
            GoOn(minute, deployment);
        }

        if (e.What is "pause" or "stop") deployment.Wanted = deployment.Runs = false;
        if (e.What == "stop") deployment.PaidTo = null;
    }

    private void GoOn(int minute, Deployment deployment)
    {
        deployment.Runs = minute < deployment.PaidTo || _balance >= deployment.Price;
        if (!deployment.Runs) deployment.StoppedAt = minute;
        if (!deployment.Runs || minute < deployment.PaidTo) return;
        _balance -= deployment.Price;
        deployment.PaidTo = minute + 60;
        _charged.Add($"{minute}:{deployment.Number}:{deployment.Price}");
    }

    private sealed class Deployment(int number, long price)
    {
        public int Number => number;

        public long Price => price;

        public bool Wanted { get; set; }

        public bool Runs { get; set; }

        public int? PaidTo { get; set; }

        public int? StoppedAt { get; set; }
    }
}
