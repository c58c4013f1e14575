using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;

namespace BillingPortal.Portal.Pages.Transactions;

/// <summary>How a ledger line names its time and its numbers.</summary>
public static class LedgerWords
{
    /// <summary>"21 Nov, 09:12:40" for one entry; "21 Nov, 13:00–14:00" for the entries of an hour.</summary>
    public static string When(LedgerLine line, LedgerTime by, int thisYear)
    {
        var at = by is LedgerTime.Recorded ? line.Recorded : line.Occurred;
        if (line.Count == 1) return DateText.Stamp(at, thisYear);
        var hour = at.StartOfHour;
        return $"{DateText.Day(hour.Day, thisYear)}, {DateText.Minute(hour)}–{DateText.Minute(hour.Plus(TimeSpan.FromHours(1)))}";
    }

    /// <summary>"#312,480", or "#312,401–312,480" where a line stands for several.</summary>
    public static string Numbers(LedgerLine line) => line.FirstNumber == line.Number
        ? $"#{CountText.Of(line.Number)}"
        : $"#{CountText.Of(line.FirstNumber)}–{CountText.Of(line.Number)}";

    /// <summary>All eight decimals with a sign: "+$200.00000000".</summary>
    public static string Exact(Amount amount) => MoneyText.Of(amount, MoneyStyle.Exact, signed: true).ToString();
}
