namespace Billing.Service.Metering;

/// <summary>Seam: balances kept in views.db, so that start-up replays only what came after them.</summary>
public interface ISnapshot
{
    /// <summary>The newest snapshot that is whole; null for none.</summary>
    LedgerSnapshot? Load();
}

/// <param name="LastEntry">Global number of the last entry that is in it.</param>
public sealed record LedgerSnapshot(long LastEntry, IReadOnlyList<WalletSnapshot> Wallets);

/// <param name="LastHash">The chain's hash at <paramref name="LastNumber"/>.</param>
/// <param name="Remaining">By grant number, those with something left.</param>
public sealed record WalletSnapshot(int Account, long Balance, long LastNumber, byte[] LastHash, IReadOnlyDictionary<int, long> Remaining);

/// <summary>How far the committed ledger goes: the greatest global numbers of usage rows and entries.</summary>
public readonly record struct LedgerPosition(long LastUsage, long LastEntry);
