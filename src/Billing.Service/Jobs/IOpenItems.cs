using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Jobs;

/// <summary>
/// What one kind of flow left open at the payment provider: a call whose answer was lost, a page nobody came back from, a
/// bank that takes its time. <see cref="OpenItemsJob"/> looks at every item, spread over time; one that fails stops no other.
/// </summary>
public interface IOpenItems
{
    /// <summary>
    /// Keys of the items to look at now, the one looked at longest ago first. An item is open while its row says so, and
    /// stays in the answer until the provider has told how it ended.
    /// </summary>
    /// <param name="lookedAtBefore">Items the provider was asked about after this instant may wait.</param>
    Task<IReadOnlyList<string>> Find(BillingDb db, Instant lookedAtBefore, CancellationToken cancel);

    /// <summary>Asks again by the same key, or looks; never by a fresh key. Nothing changes while the provider does not answer.</summary>
    Task Finish(string item, CancellationToken cancel);
}
