using System.Collections.Concurrent;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>The greatest dense numbers given out.</summary>
internal struct LedgerNumbers
{
    public long Usage, Entry, Command;
    public int Grant, Account;
}

/// <summary>The committed state: every wallet, and the numbers. The writer alone changes it, after a commit; anybody reads wallets.</summary>
internal sealed class LedgerMemory
{
    private readonly ConcurrentDictionary<int, WalletState> _wallets = new();
    private readonly ConcurrentDictionary<AccountId, int> _accounts = new();
    private long _usage, _entry;

    public LedgerNumbers Numbers { get; private set; }

    /// <summary>When the newest entry or usage row was recorded.</summary>
    public Instant LastRecorded { get; private set; } = Instant.Earliest;

    public LedgerPosition Position => new(Interlocked.Read(ref _usage), Interlocked.Read(ref _entry));

    public WalletState? Find(int account) => _wallets.GetValueOrDefault(account);

    public WalletState? Find(AccountId id) => _accounts.TryGetValue(id, out var account) ? Find(account) : null;

    public IReadOnlyList<AccountId> Due(Instant at) => [.. _wallets.Values.Where(wallet => wallet.NextDue <= at).OrderBy(wallet => wallet.NextDue).Select(wallet => wallet.Id)];

    public void Apply(IEnumerable<WalletState> wallets, in LedgerNumbers numbers, Instant recorded)
    {
        foreach (var wallet in wallets)
        {
            _wallets[wallet.Account] = wallet;
            _accounts.TryAdd(wallet.Id, wallet.Account);
        }

        Numbers = numbers;
        LastRecorded = recorded;
        Interlocked.Exchange(ref _entry, numbers.Entry);
        Interlocked.Exchange(ref _usage, numbers.Usage);
    }
}
