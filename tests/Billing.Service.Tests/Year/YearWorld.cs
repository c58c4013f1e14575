using System.Globalization;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>Something in the year is not as it has to be.</summary>
public sealed class YearViolationException(string what, Exception? inner = null) : Exception(what, inner);

/// <summary>What all parts of a simulated year share: chance, the house, the people, what they did, what they were answered.</summary>
internal sealed class YearWorld : IDisposable
{
    private const int Remembered = 30;
    private readonly Queue<string> _diary = new();
    private int _keys;

    public YearWorld(int seed, Instant start, YearFault fault)
    {
        Random = new(seed);
        House = new(start, new Random(seed ^ 0x5EED), fault);
        Interruptions = new(this);
    }

    public Random Random { get; }
    public YearHouse House { get; }
    public Interruptions Interruptions { get; }
    public List<YearCustomer> Customers { get; } = [];
    public YearNotes Notes { get; } = new();
    public int Actions { get; private set; }

    public Instant Now => House.Ledger.Clock.Now;

    public bool Chance(int percent) => Random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> of) => of[Random.Next(of.Count)];

    /// <summary>The same in every run of the seed.</summary>
    public string NextKey() => string.Create(CultureInfo.InvariantCulture, $"key-{++_keys}");

    /// <summary>As <see cref="NextKey"/>, as an id.</summary>
    public Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>Time goes on; never back.</summary>
    public void MoveTo(Instant at)
    {
        if (at > Now) House.Ledger.Clock.MoveTo(at);
    }

    public void Tell(string what)
    {
        Actions++;
        _diary.Enqueue($"{Now} {what}");
        if (_diary.Count > Remembered) _diary.Dequeue();
    }

    public string Diary() => string.Join('\n', _diary);

    /// <exception cref="YearViolationException">It does not hold.</exception>
    public static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new YearViolationException(otherwise);
    }

    public void Dispose() => House.Dispose();
}

/// <summary>An organisation, and what it believes.</summary>
internal sealed class YearCustomer(AccountId id, int number, string name, PriceBook book)
{
    public AccountId Id { get; } = id;
    public int Number { get; } = number;
    public string Name { get; } = name;
    public PriceBook Book { get; } = book;
    public bool IsPostpaid => Book.Wallet.Funding == FundingMode.Postpaid;
    public bool HasCard { get; set; }
    public int Events { get; set; }

    /// <summary>Limits of environments that have one, and what each took by the receipts.</summary>
    public Dictionary<string, long> Limits { get; } = [];
    public Dictionary<string, long> Taken { get; } = [];
    public List<YearResource> Resources { get; } = [];

    /// <summary>Deleted ones.</summary>
    public List<YearResource> Gone { get; } = [];

    /// <summary>Something may be running since somebody last stopped it all.</summary>
    public bool MayRun { get; set; }

    /// <summary>The ceilings he once chose for automatic refill, and keeps.</summary>
    public (Amount Month, int Day)? RefillCeilings { get; set; }

    /// <summary>Has bought something.</summary>
    public bool HasBought { get; set; }

    /// <summary>Some of its plans were paid by credit on account.</summary>
    public bool HadCredit { get; set; }

    public override string ToString() => Name;
}

/// <summary>A deployment as its owner knows it.</summary>
internal sealed class YearResource(ResourceId id, string name, int instances)
{
    private readonly List<(Instant From, Instant Until)> _runs = [];
    private Instant? _since;

    public ResourceId Id { get; } = id;
    public string Name { get; } = name;
    public int Instances { get; } = instances;
    public long Starts { get; private set; }

    /// <summary>He asked for it no sooner than at an instant.</summary>
    public void Started(Instant at)
    {
        Starts++;
        _since ??= at;
    }

    /// <summary>He knew by an instant that it had stopped.</summary>
    public void Stopped(Instant at)
    {
        if (_since is { } from) _runs.Add((from, at));
        _since = null;
    }

    /// <summary>The most it can have run.</summary>
    public long Seconds(Instant now) => Runs(now).Sum(run => (run.Until.Micros - run.From.Micros) / Instant.MicrosPerSecond + 1);

    /// <summary>The most hours that can have begun: each start and each resumption begins one.</summary>
    public long StartedHours(Instant now) => Runs(now).Sum(run => (run.Until.Micros - run.From.Micros) / Instant.MicrosPerHour + 1) + Starts;

    private IEnumerable<(Instant From, Instant Until)> Runs(Instant now) => _since is { } from ? _runs.Append((from, now)) : _runs;
}
