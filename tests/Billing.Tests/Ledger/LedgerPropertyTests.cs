using Billing.Ledger;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Ledger;

public sealed class LedgerPropertyTests(ITestOutputHelper output)
{
    /// <summary>One way to change each field of an entry, and the digest of its cause.</summary>
    private static readonly (string Field, Func<Entry, long, Entry> Change)[] Fields =
    [
        ("account", (e, step) => e with { Account = e.Account + (int)step }),
        ("number", (e, step) => e with { Number = e.Number + step }),
        ("type", (e, step) => e with { Type = (EntryType)(1 + ((int)e.Type + step % 11) % 12) }),
        ("amount", (e, step) => e with { Amount = e.Amount + step }),
        ("balance_after", (e, step) => e with { BalanceAfter = e.BalanceAfter - step }),
        ("grant", (e, step) => e with { Grant = e.Grant + (int)step }),
        ("cause_kind", (e, step) => e with { CauseKind = (CauseKind)(1 + ((int)e.CauseKind + step % 4) % 5) }),
        ("cause", (e, step) => e with { Cause = e.Cause + step }),
        ("price_version", (e, step) => e with { PriceVersion = e.PriceVersion + (int)step }),
        ("price_line", (e, step) => e with { PriceLine = e.PriceLine + (int)step }),
        ("occurred", (e, step) => e with { Occurred = new(e.Occurred.Micros + step) }),
        ("recorded", (e, step) => e with { Recorded = new(e.Recorded.Micros - step) }),
    ];

    [Fact]
    public void Audit_HonestLedger_SaysNothing() => Property.Holds(output, Draw.Ledger, book => book.Audit().Count == 0);

    [Fact]
    public void Audit_OneChangedField_NamesTheEntry() =>
        Property.Holds(output, from book in Draw.Ledger from row in Gen.Choose(0, book.Rows.Count - 1) from change in Gen.Choose(0, Fields.Length) from step in Gen.Choose(1, 3) select (book, row, change, step), c =>
        {
            var (entry, content, hash) = c.book.Rows[c.row];
            c.book.Rows[c.row] = c.change == Fields.Length ? (entry, content ^ ((UInt128)1 << c.step), hash) : (Fields[c.change].Change(entry, c.step), content, hash);
            var named = $"entry {c.book.Rows[c.row].Entry.Number}: the hash does not follow";
            return c.book.Audit().Any(sentence => sentence.StartsWith(named, StringComparison.Ordinal));
        });

    [Fact]
    public void Audit_OneChangedByteOfAHash_IsNamed() =>
        Property.Holds(output, from book in Draw.Ledger from row in Gen.Choose(0, book.Rows.Count - 1) from at in Gen.Choose(0, Chain.HashSize - 1) from bit in Gen.Choose(0, 7) select (book, row, at, bit), c =>
        {
            c.book.Rows[c.row].Hash[c.at] ^= (byte)(1 << c.bit);
            return c.book.Audit() is { Count: > 0 } said && said[0].StartsWith($"entry {c.row + 1}: the hash", StringComparison.Ordinal);
        });

    [Fact]
    public void Audit_OneMissingEntry_IsNamed() =>
        Property.Holds(output, from book in Draw.Ledger where book.Rows.Count > 1 from row in Gen.Choose(0, book.Rows.Count - 2) select (book, row), c =>
        {
            c.book.Rows.RemoveAt(c.row);
            return c.book.Audit()[0].EndsWith($"so entry {c.row + 1} is missing", StringComparison.Ordinal);
        });

    [Fact]
    public void Audit_TwoSwappedEntries_AreNamed() =>
        Property.Holds(output, from book in Draw.Ledger where book.Rows.Count > 1 from row in Gen.Choose(0, book.Rows.Count - 2) select (book, row), c =>
        {
            (c.book.Rows[c.row], c.book.Rows[c.row + 1]) = (c.book.Rows[c.row + 1], c.book.Rows[c.row]);
            return c.book.Audit().Count > 0;
        });
}
