using Billing.Service.Flows;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Service.Metering;

/// <summary>billing.db, open: migrated, its price books published, its balances in memory, its writer running.</summary>
public sealed class BillingEngine : IDisposable
{
    private readonly LedgerStore _store;

    private BillingEngine(LedgerStore store, Writer writer, BillingReader reader)
    {
        _store = store;
        Writer = writer;
        Reader = reader;
    }

    public Writer Writer { get; }
    public BillingReader Reader { get; }

    /// <summary>Opens the ledger. When it returns, the writer is ready; nothing can be ingested before.</summary>
    /// <param name="folder">Held by this process.</param>
    /// <param name="priceBooks">Files of the price books to publish.</param>
    /// <param name="index">Of old usage; none: all identities are held in memory.</param>
    /// <param name="snapshot">Of balances; none: all entries are replayed.</param>
    /// <exception cref="PriceBookException">A price book has faults or differs from its published version.</exception>
    /// <exception cref="InvalidDataException">The ledger's entries do not follow from each other.</exception>
    public static BillingEngine Open(
        DataFolder folder, IEnumerable<string> priceBooks, BillingClock clock,
        IDuplicateIndex? index = null, ISnapshot? snapshot = null, ILogger? log = null) =>
        Open(folder, priceBooks, clock, durable: true, index, snapshot, log);

    /// <summary>As above.</summary>
    /// <param name="durable">False only in tests that run a year in a second: what is committed survives the process, but not the machine.</param>
    internal static BillingEngine Open(
        DataFolder folder, IEnumerable<string> priceBooks, BillingClock clock, bool durable,
        IDuplicateIndex? index = null, ISnapshot? snapshot = null, ILogger? log = null)
    {
        var store = LedgerStore.Open(folder.BillingFile, durable);
        try
        {
            PublishedBooks books;
            using (var db = store.OpenContext()) books = PriceBookSeeding.Publish(db, priceBooks);
            var memory = LedgerLoading.Load(store, books, snapshot?.Load());
            var recent = LedgerLoading.LoadRecent(store, index ?? new NoDuplicateIndex());
            return new(store, new Writer(store, memory, recent, books, new Upkeep(DueWorks.InOrder), clock, log ?? NullLogger.Instance), new BillingReader(folder.BillingFile));
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Finishes what waits and closes the file last, so that nothing but the main file is left.</summary>
    public void Dispose()
    {
        Writer.Dispose();
        Reader.Close();
        _store.Dispose();
    }
}
