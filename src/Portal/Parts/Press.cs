using Billing.Service;
using Billing.Service.Metering;

namespace BillingPortal.Portal.Parts;

/// <summary>What pressing a button starts: one thing at a time, and a ledger that cannot answer becomes a refusal instead of an error of the page.</summary>
/// <param name="unchanged">Said when the ledger is busy: that nothing happened, and what to do.</param>
public sealed class Press(string unchanged = "Nothing was changed; press again in a moment.")
{
    /// <summary>Something is being done; another press does nothing.</summary>
    public bool Busy { get; private set; }

    /// <summary>Why the last press did nothing; null where it did what it says.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>The refusal in words.</summary>
    public string? Problem => Refusal?.Message;

    /// <summary>What is wrong with a field of the form; with null, what is wrong with none in particular.</summary>
    public string? ErrorOf(string? field) => Refusal?.Field == field ? Problem : null;

    public async Task Run(Func<Task> act)
    {
        if (Busy) return;
        (Busy, Refusal) = (true, null);
        try
        {
            await act();
        }
        catch (Exception e) when (e is WriterBusyException or LedgerUnavailableException)
        {
            Refusal = new Refusal("busy", $"The ledger is busy. {unchanged}");
        }
        finally
        {
            Busy = false;
        }
    }
}
