using Billing.Metering;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>The outside's own books: what was asked and what was answered. The ledger is compared with them.</summary>
internal sealed class YearNotes
{
    /// <summary>Events that were accepted, with their first receipts.</summary>
    public Dictionary<(AccountId Account, string Id), (UsageEvent Event, UsageReceipt Receipt)> Used { get; } = [];

    /// <summary>The same, by the usage row's number.</summary>
    public Dictionary<long, (AccountId Account, string Id)> Rows { get; } = [];

    /// <summary>Corrections that were booked, by key.</summary>
    public Dictionary<string, (AccountId Account, long Amount)> Corrections { get; } = [];

    /// <summary>Refunds an operator was told were ordered, by key.</summary>
    public Dictionary<string, AccountId> Refunds { get; } = [];

    /// <summary>Codes that gave credit at once.</summary>
    public List<(AccountId Account, string Code, long Credits)> Redeemed { get; } = [];

    public List<(AccountId Account, UsageEvent Event)> Sent { get; } = [];
    public int Refused { get; set; }
    public int Duplicates { get; set; }
}
