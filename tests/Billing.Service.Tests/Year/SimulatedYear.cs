using System.Globalization;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>What a year came to.</summary>
internal sealed record YearTold(int Seed, int Actions, int Repeated, int Deaths, long Entries, int Payments, int WentBack, int Declined, int LostAnswers, int FullAudits);

/// <summary>
/// A year of customers on all price books in one process, on a clock of its own: everything by chance, and all of it from
/// one seed. Audited after each day by what is new, after each month in full.
/// </summary>
internal sealed class SimulatedYear : IDisposable
{
    private readonly int _seed;
    private readonly YearWorld _world;
    private readonly DailyAudit _daily;
    private readonly Reconciliation _monthly;
    private readonly TopUpActivity _topUps;
    private readonly ResourceActivity _resources;
    private readonly MoneyBackActivity _moneyBack;
    private readonly IReadOnlyList<IActivity> _activities;
    private readonly Instant _start;
    private int _jobsStandUntil;

    /// <param name="books">Only customers of these; of all where left out.</param>
    public SimulatedYear(int seed, IReadOnlyList<string>? books = null, YearFault fault = YearFault.None)
    {
        _seed = seed;
        // Every fourth one goes through a leap day.
        _start = seed % 4 == 0 ? Instant.At(2027, 6, 3, 5) : Instant.At(2026, 1, 7, 9);
        _world = new YearWorld(seed, _start, fault);
        _daily = new(_world);
        _monthly = new(_world, _daily);
        (_topUps, _resources, _moneyBack) = (new(_world), new(_world), new(_world));
        _activities =
        [
            new UsageActivity(_world), _topUps, new CardActivity(_world), new CorrectionActivity(_world), new AllocationActivity(_world), _resources,
            new InvoiceActivity(_world), new InvoiceOperatorActivity(_world), new PlanActivity(_world), new CodeActivity(_world),
            _moneyBack, new RefillActivity(_world),
        ];
        Books = books ?? [];
        _jobsStandUntil = fault == YearFault.JobsAreOff ? int.MaxValue : 0;
    }

    private IReadOnlyList<string> Books { get; }

    /// <exception cref="YearViolationException">With the seed, the day and what happened last.</exception>
    public async Task<YearTold> Run(int days = 365)
    {
        try
        {
            await Open();
            for (var day = 0; day < days; day++) await Live(day);
            await CloseTheBooks();
        }
        catch (Exception e)
        {
            var what = e is YearViolationException ? e.Message : e.ToString();
            throw new YearViolationException($"Seed {_seed}, {_world.Now}: {what}\nThe last actions:\n{_world.Diary()}", e);
        }

        var bank = _world.House.Bank;
        return new(_seed, _world.Actions, _world.Interruptions.Repeated, _world.House.Deaths, _daily.Entries, bank.Takings.Count, bank.Back.Refunds.Count + bank.Back.Disputes.Count, bank.Declined, bank.Lost, _monthly.Audits);
    }

    public void Dispose() => _world.Dispose();

    private async Task Open()
    {
        // Some first purchases are declined, with the codes that were entered for them.
        if (_world.Chance(40)) _world.House.Bank.HardTimesUntil = _start.PlusDays(40);
        var books = Books.Count > 0 ? Books : [.. _world.House.Ledger.Writer.Books.Books.Order(StringComparer.Ordinal)];
        for (var i = 0; i < Math.Max(books.Count, 6); i++)
        {
            var (id, book) = (new AccountId(_world.NextId()), books[i % books.Count]);
            var name = string.Create(CultureInfo.InvariantCulture, $"{book}-{i + 1}");
            var number = await _world.House.Ledger.Writer.Run(scope => scope.OpenAccount(id, name, book), CancellationToken.None);
            _world.Customers.Add(new(id, number, name, _world.House.Ledger.Writer.Books.At(book, _world.Now).Book));
            if (_world.Chance(50)) await _activities.OfType<CardActivity>().Single().Do(_world.Customers[^1]);
        }
    }

    private async Task Live(int day)
    {
        var midnight = _start.StartOfDay.PlusDays(day);
        var count = _world.Chance(45) ? 0 : _world.Random.Next(1, 5);
        foreach (var at in Instants(midnight, count))
        {
            _world.MoveTo(at);
            var customer = _world.Pick(_world.Customers);
            await Choose(customer).Do(customer);
        }

        if (_world.Chance(2)) _jobsStandUntil = Math.Max(_jobsStandUntil, day + _world.Random.Next(2, 14));
        foreach (var customer in _world.Customers.Where(customer => customer.MayRun && _world.Chance(40))) await _resources.StopAll(customer);
        foreach (var session in _world.House.Bank.SettleSlowOnes().Where(_ => _world.Chance(70))) await _topUps.Look(session);
        if (_world.Chance(2)) _world.House.Bank.HardTimesUntil = midnight.PlusDays(_world.Random.Next(3, 30));
        if (day >= _jobsStandUntil && (count > 0 || _world.Chance(40))) await RunJobs(_world.Chance(10) ? 2 : 1);
        if (count > 0) _daily.Run();
        if (midnight.Day.Day == DateTime.DaysInMonth(midnight.Day.Year, midnight.Day.Month)) await EndOfMonth();
    }

    /// <summary>By chance, at hours' edges, and just when something falls due.</summary>
    private List<Instant> Instants(Instant midnight, int count)
    {
        var instants = new List<Instant>();
        for (var i = 0; i < count; i++)
        {
            var at = new Instant(midnight.Micros + _world.Random.NextInt64(Instant.MicrosPerDay));
            var due = _world.House.Ledger.Writer.Find(_world.Pick(_world.Customers).Id)!.NextDue;
            instants.Add(_world.Random.Next(12) switch
            {
                0 => at.StartOfHour,
                1 => midnight,
                2 when due < midnight.PlusDays(1) && due >= midnight => due,
                3 when instants.Count > 0 => instants[^1],
                _ => at,
            });
        }

        instants.Sort();
        return instants;
    }

    private IActivity Choose(YearCustomer customer)
    {
        var weights = _activities.Select(activity => activity.WeightFor(customer)).ToList();
        var chosen = _world.Random.Next(weights.Sum());
        var i = 0;
        while ((chosen -= weights[i]) >= 0) i++;
        return _activities[i];
    }

    private async Task RunJobs(int times)
    {
        for (; times > 0; times--)
        {
            for (var i = 0; i < _world.House.Jobs.Count; i++)
            {
                var job = i;
                await _world.Interruptions.Ask($"job {_world.House.Jobs[job].GetType().Name}", async house =>
                {
                    await house.Jobs[job].RunNow(CancellationToken.None);
                    return 0;
                });
            }
        }
    }

    /// <summary>Two months in which nothing new happens, so that all usage has been invoiced.</summary>
    private async Task CloseTheBooks()
    {
        foreach (var customer in _world.Customers) await _resources.StopAll(customer);
        for (var months = 0; months < 2; months++)
        {
            _world.MoveTo(Period.MonthOf(_world.Now).End.PlusDays(1));
            await EndOfMonth();
        }

        UsageReconciliation.Lines(_world);
    }

    /// <summary>All is settled, as far as it can be, and everything is looked at.</summary>
    private async Task EndOfMonth()
    {
        _world.House.Bank.LosesAnswers = false;
        for (var round = 0; round < 3 && _jobsStandUntil < int.MaxValue; round++)
        {
            // An answer that was lost is asked for again after a minute, and what a dead process leased is free after two.
            _world.MoveTo(_world.Now.Plus(TimeSpan.FromMinutes(3)));
            await RunJobs(1);
        }

        await _moneyBack.HearAll();
        _world.House.Bank.LosesAnswers = true;
        _daily.Run();
        _monthly.Run();
    }
}
