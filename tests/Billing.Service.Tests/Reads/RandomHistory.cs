using Billing.Credits;
using Billing.Metering;
using Billing.Service.Tests.Views;
using Billing.Units;

namespace Billing.Service.Tests.Reads;

/// <summary>Weeks of credit and usage by chance, from a seed: late events, imports, failed calls, empty balances, keys and none.</summary>
internal sealed class RandomHistory(int seed)
{
    private static readonly string[] ChatModels = ["claude-opus-4.6", "gpt-5-mini", "deepseek-v3.2"];
    private readonly Random _random = new(seed);

    public List<AccountId> Accounts { get; } = [];
    public Dictionary<AccountId, Guid[]> Keys { get; } = [];

    public async Task Live(ViewsLedger ledger, int steps)
    {
        for (var i = 0; i < 3; i++)
        {
            var account = ledger.Ledger.OpenAccount($"Account {i}");
            Accounts.Add(account);
            Keys[account] = [ledger.Keys.Add(account, $"first {i}"), ledger.Keys.Add(account, $"second {i}")];
            ledger.Ledger.Grant(account, "3", GrantKind.Correction);
        }

        for (var step = 0; step < steps; step++)
        {
            ledger.Clock.MoveTo(ledger.Clock.Now.Plus(TimeSpan.FromSeconds(_random.Next(1, 200_000))));
            var account = Accounts[_random.Next(Accounts.Count)];
            switch (_random.Next(10))
            {
                case 0:
                    ledger.Ledger.Grant(account, _random.Next(1, 4).ToString(System.Globalization.CultureInfo.InvariantCulture), (GrantKind)_random.Next(4, 7));
                    break;
                case 1:
                    ledger.Merge();
                    break;
                default:
                    await ledger.Ingest(account, Key(account), Events(ledger), imported: _random.Next(3) == 0);
                    break;
            }
        }
    }

    /// <summary>Whole days within the history, or days that end now.</summary>
    public Period Range(Instant now)
    {
        var last = now.Day.AddDays(-_random.Next(0, 80));
        var first = last.AddDays(-_random.Next(0, 60));
        return _random.Next(3) == 0 ? new(Instant.At(first), now) : Period.OfDays(first, last);
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private Guid? Key(AccountId account) => _random.Next(4) == 0 ? null : Pick(Keys[account]);

    private IEnumerable<UsageEvent> Events(ViewsLedger ledger)
    {
        for (var count = _random.Next(1, 12); count > 0; count--)
        {
            var quantities = new Quantities();
            var image = _random.Next(6) == 0;
            if (image) quantities[Measure.Images] = _random.Next(1, 4);
            else
            {
                quantities[Measure.InputTokens] = _random.Next(0, 20_000);
                quantities[Measure.CachedTokens] = _random.Next(0, 9_000);
                quantities[Measure.OutputTokens] = _random.Next(0, 5_000);
            }

            yield return new UsageEvent
            {
                Id = $"event {_random.NextInt64()}",
                Source = "random",
                Meter = image ? "image" : "chat",
                Model = image ? "text-to-image" : Pick(ChatModels),
                Time = ledger.Clock.Now.Plus(-TimeSpan.FromSeconds(_random.Next(3) == 0 ? _random.Next(0, 34 * 86_400) : _random.Next(0, 600))),
                Status = _random.Next(6) == 0 ? UsageStatus.Error : UsageStatus.Success,
                HttpStatus = 200,
                Quantities = quantities,
                LatencyMs = _random.Next(10, 4_000),
                Environment = _random.Next(2) == 0 ? "production" : null,
            };
        }
    }
}
