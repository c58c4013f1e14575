namespace BillingPortal.Portal.Commands;

/// <summary>What came of an import, for its closing table.</summary>
public sealed class ImportSummary
{
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);

    public long Read { get; private set; }
    public long Accepted { get; private set; }
    public long Duplicates { get; private set; }
    public long Refused { get; private set; }
    public long InputTokens { get; private set; }
    public long OutputTokens { get; private set; }

    /// <summary>Charged by this run, in 10^-8.</summary>
    public long Cost { get; private set; }
    public long Uncovered { get; private set; }

    /// <summary>Refusals by their words.</summary>
    public IReadOnlyDictionary<string, long> Reasons => _reasons;

    public void Add(IReadOnlyList<ImportReceipt> receipts, IReadOnlyList<UsageLine> lines)
    {
        for (var i = 0; i < receipts.Count; i++) Add(receipts[i], lines[i]);
    }

    private void Add(ImportReceipt receipt, UsageLine line)
    {
        Read++;
        switch (receipt.Outcome)
        {
            case "accepted":
                Accepted++;
                Cost += receipt.Cost;
                Uncovered += receipt.Uncovered;
                InputTokens += line.InputTokens;
                OutputTokens += line.OutputTokens;
                break;
            case "duplicate":
                Duplicates++;
                break;
            default:
                Refused++;
                var reason = receipt.Message ?? "refused";
                _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
                break;
        }
    }
}
