using System.Globalization;
using System.Security.Cryptography;
using Billing.Units;

namespace Billing.Ledger;

/// <summary>
/// Recomputes one account's ledger from its entries, in number order, and says in sentences what is wrong. It trusts
/// nothing but the entries: balance, grant rests and hashes are made again. After a fault it goes on from what is
/// stored, so that one wrong entry is one sentence and not a thousand.
/// </summary>
/// <param name="account">The account every entry must belong to.</param>
/// <param name="granted">What a grant was given, in 10^-8 units, from the grants' own rows; null where there is no such grant.</param>
public sealed class LedgerAudit(int account, Func<int, long?> granted)
{
    /// <summary>A ruined ledger is told in this many sentences; the rest is only counted.</summary>
    public const int SentencesMax = 100;

    private readonly Dictionary<int, long> _rests = [];
    private readonly List<string> _violations = [];
    private readonly byte[] _hash = new byte[Chain.HashSize];
    private readonly byte[] _expected = new byte[Chain.HashSize];
    private Instant _recorded = Instant.Earliest;

    /// <summary>The sentences so far, at most <see cref="SentencesMax"/>.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>All violations, told or not.</summary>
    public long Count { get; private set; }

    /// <summary>Number of the last entry seen; 0 before the first.</summary>
    public long LastNumber { get; private set; }

    /// <summary>Balance after the last entry seen, as stored.</summary>
    public long Balance { get; private set; }

    /// <summary>What is left of each grant, by the entries that name it.</summary>
    public IReadOnlyDictionary<int, long> Rests => _rests;

    /// <summary>Takes the next entry.</summary>
    /// <param name="content">Digest of what caused it, made again from the causing row.</param>
    /// <param name="hash">The stored hash.</param>
    public void Check(in Entry entry, UInt128 content, ReadOnlySpan<byte> hash)
    {
        CheckPlace(entry);
        CheckAmount(entry);
        CheckGrant(entry);
        CheckHash(entry, content, hash);
        LastNumber = entry.Number;
        Balance = entry.BalanceAfter;
        _recorded = entry.Recorded;
    }

    /// <summary>Audits a whole account at once.</summary>
    public static IReadOnlyList<string> Of(int account, IEnumerable<(Entry Entry, UInt128 Content, byte[] Hash)> entries, Func<int, long?> granted)
    {
        var audit = new LedgerAudit(account, granted);
        foreach (var (entry, content, hash) in entries) audit.Check(entry, content, hash);
        return audit.Violations;
    }

    private void CheckPlace(in Entry entry)
    {
        if (entry.Account != account) Say(entry, $"it belongs to account {entry.Account}, not {account}");
        if (entry.Number != LastNumber + 1) Say(entry, $"it follows entry {No(LastNumber)}, so {Gap(entry.Number)}");
        if (entry.Recorded < _recorded) Say(entry, $"it was recorded at {entry.Recorded}, before entry {No(LastNumber)}");
    }

    private void CheckAmount(in Entry entry)
    {
        if (entry.Amount == 0) Say(entry, "its amount is 0");
        if (!Enum.IsDefined(entry.Type)) Say(entry, $"its type {(int)entry.Type} is unknown");
        else if (entry.Type.Sign() * Math.Sign(entry.Amount) < 0) Say(entry, $"a {entry.Type.Name()} cannot {(entry.Amount < 0 ? "lower" : "raise")} the balance");
        var balance = (Int128)Balance + entry.Amount;
        if (entry.BalanceAfter != balance) Say(entry, $"the balance after it is {Units(entry.BalanceAfter)}, but entry {No(LastNumber)} leaves {Units(balance)}");
    }

    private void CheckGrant(in Entry entry)
    {
        if (entry.Grant == 0) return;
        if (granted(entry.Grant) is not { } whole)
        {
            Say(entry, $"it names grant {entry.Grant}, which does not exist");
            return;
        }

        var rest = (Int128)_rests.GetValueOrDefault(entry.Grant) + entry.Amount;
        if (rest < 0) Say(entry, $"grant {entry.Grant} falls to {Units(rest)}");
        if (rest > whole) Say(entry, $"grant {entry.Grant} rises to {Units(rest)}, above the {Units(whole)} that were granted");
        _rests[entry.Grant] = (long)Int128.Clamp(rest, long.MinValue, long.MaxValue);
    }

    private void CheckHash(in Entry entry, UInt128 content, ReadOnlySpan<byte> hash)
    {
        _hash.CopyTo(_expected.AsSpan());
        Chain.Append(entry, content, _expected);
        if (!CryptographicOperations.FixedTimeEquals(_expected, hash))
            Say(entry, entry.Number == 1 ? "the hash does not follow from the chain's beginning" : $"the hash does not follow from entry {No(entry.Number - 1)}");
        if (hash.Length == Chain.HashSize) hash.CopyTo(_hash);
    }

    private string Gap(long number) =>
        number <= LastNumber ? "its number stands twice or is out of order"
        : number == LastNumber + 2 ? $"entry {No(LastNumber + 1)} is missing"
        : $"entries {No(LastNumber + 1)} to {No(number - 1)} are missing";

    private void Say(in Entry entry, string what)
    {
        Count++;
        if (_violations.Count < SentencesMax) _violations.Add($"entry {No(entry.Number)}: {what}");
    }

    private static string No(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Units(Int128 units) => Fraction.Of(units, Asset.UnitsPerWhole).ToDecimalText(8);
}
