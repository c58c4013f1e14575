namespace Billing.Service.Views;

/// <summary>How far views.db follows billing.db. Written in the same transaction as everything derived.</summary>
/// <param name="Usage">Every usage row up to this one is in.</param>
/// <param name="Entry">Every ledger entry up to this one is in.</param>
/// <param name="UsageHash">Identity hash of the usage row, so that a file that belongs to another ledger is recognised.</param>
/// <param name="EntryHash">Chain hash of the entry, likewise.</param>
internal sealed record Watermark(long Usage, long Entry, long UsageHash, byte[] EntryHash)
{
    public static Watermark Read(SqliteFile views)
    {
        using var rows = views.Query("SELECT usage, entry, usage_hash, entry_hash FROM applied");
        if (!rows.Step()) throw new InvalidDataException("views.db has lost its watermark");
        return new(rows.Row.Long(0), rows.Row.Long(1), rows.Row.Long(2), rows.Row.Blob(3).ToArray());
    }

    public void Write(SqliteFile views)
    {
        var update = views.Prepare("UPDATE applied SET usage = ?, entry = ?, usage_hash = ?, entry_hash = ?");
        update.Bind(4, EntryHash);
        update.Run(Usage, Entry, UsageHash);
    }

    /// <summary>Whether billing.db still has what was applied: false after a restore of something older or other.</summary>
    public bool Follows(BillingLog log)
    {
        using var moment = log.Begin();
        return (Usage == 0 || (log.Usage(Usage) is { } usage && log.IdentityOf(usage) == UsageHash))
            && (Entry == 0 || (log.Entry(Entry) is { } entry && entry.Hash.AsSpan().SequenceEqual(EntryHash)));
    }
}
