using Billing.Credits;
using Billing.Ledger;
using Billing.Metering;
using Billing.Rating;
using Billing.Service.Reads;
using Billing.Units;

namespace Portal.Tests.Pages;

/// <summary>Reads as the pages get them, small enough to add up by hand.</summary>
internal static class Samples
{
    public static readonly Instant Now = Instant.At(2026, 11, 21, 14, 32, 7);

    public static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);

    public static GrantLine Grant(int number, GrantKind kind, string remaining) =>
        new(number, kind, Usd(remaining), Usd(remaining), Instant.At(2026, 11, 18), null, null, null);

    public static MonthView Month(string spent = "60", string? projected = "87") => new(
        Period.MonthOf(Now), Usd(spent), new(Instant.At(2026, 10, 1), Instant.At(2026, 10, 21, 14, 32, 7)), Usd("40"), projected is null ? null : Usd(projected),
        [new(new(2026, 11, 2), Usd("20")), new(new(2026, 11, 21), Usd("40"))], [new(new(2026, 10, 31), Usd("90"))]);

    public static OverviewView Overview(string balance = "412.381142", MonthView? month = null, Runway? runway = null, string held = "0", IReadOnlyList<GrantLine>? grants = null)
    {
        var days = new List<DayModelCost>
        {
            new(new(2026, 11, 20), "claude-sonnet-4.5", Usd("3")), new(new(2026, 11, 20), "gpt-5.2", Usd("1")), new(new(2026, 11, 21), "claude-sonnet-4.5", Usd("2")),
        };
        return new OverviewView(
            Now, Usd(balance), Usd(held), grants ?? [Grant(1, GrantKind.Topup, "412.381142")], Period.OfDays(new(2026, 11, 20), new(2026, 11, 21)),
            new SpendTotal(Usd("6"), Usd("0"), 4, 1, 1000, 200, 50), month ?? Month(), runway ?? new Runway(Usd("38.63"), Instant.At(2026, 12, 1, 3)),
            [new("claude-sonnet-4.5", Usd("5"), 3, 0, 0), new("gpt-5.2", Usd("1"), 1, 0, 0)], days, [Consume(12), TopUp(11)]);
    }

    public static LedgerLine Consume(long number) => new(
        number, number, 1, EntryType.Consume, GrantKind.Topup, "claude-sonnet-4.5", "bp_live_8f2a", null, "prod-backend", 81, Now, Now, Usd("-0.018422"), Usd("412.381142"), Hash(number));

    public static LedgerLine Hour(long first, long last) => new(
        first, last, last - first + 1, EntryType.Consume, null, "1,018 calls", null, null, null, null, Now, Now, Usd("-1.904321"), Usd("412.381142"), Hash(last));

    public static LedgerLine TopUp(long number) => new(
        number, number, 1, EntryType.Topup, GrantKind.Topup, "Top-up, Visa 4242", "pay_019a", null, "Mara Kessler", null, Now, Now, Usd("100"), Usd("412.40"), Hash(number));

    public static LedgerLine Correction(long number) => new(
        number, number, 1, EntryType.ManualAdjust, GrantKind.Correction, "Billed twice", "cmd_019a", "1,902 calls of 19 Nov counted double. INC-207", "A. Okafor", null,
        Now, Now, Usd("24"), Usd("436.40"), Hash(number));

    public static RequestLine Request(UsageStatus status = UsageStatus.Success, string cost = "0.0257028", string uncovered = "0", Measure? only = null)
    {
        var used = new Quantities();
        if (only is { } one) used[one] = 1;
        else (used[Measure.InputTokens], used[Measure.CachedTokens], used[Measure.OutputTokens]) = (1606, 4096, 1208);
        return new RequestLine(81, Now, "chat", "claude-sonnet-4.5", status, status == UsageStatus.Success ? 200 : 500, used, 2914, "bp_live_8f2a", Usd(cost), Usd(uncovered));
    }

    public static RequestDetail Detail(RequestLine? line = null, Explanation? explanation = null, string recomputed = "0.0257028", params PaidBy[] entries) => new(
        line ?? Request(), "evt_019a9f3c", "gateway/eu-1", Now.Plus(TimeSpan.FromMilliseconds(37)), null, Fraction.Parse("3.264"), null, null, "production", null, null, "prod-backend",
        "Kunavo", 1, explanation ?? Larger(), Usd(recomputed), entries.Length > 0 ? entries : [Paid(285118, GrantKind.Bonus, "0.010103", "0"), Paid(285119, GrantKind.Topup, "0.0155998", "237.42")],
        [new(285117, Hash(0)), new(285120, Hash(3))]);

    public static PaidBy Paid(long number, GrantKind kind, string amount, string left) =>
        new(number, 1, kind, Instant.At(2026, 11, 18), Usd(amount), Usd(left), Usd("537.4215632"), Hash(number));

    public static Explanation Larger() => new(
        [new("input", 1606, Fraction.Parse("0.000003"), null, Fraction.Parse("0.004818")), new("cache_read", 4096, Fraction.Parse("0.0000003"), Fraction.Parse("0.1"), Fraction.Parse("0.0012288"))],
        [new("catalog", Fraction.Parse("0.0060468"), "1606 x 0.000003"), new("upstream", Fraction.Parse("0.02570275"), "3.264 cr x 0.005 x 1.575")],
        Chosen.Upstream, Fraction.Parse("0.02570275"), new Rounding(10, RoundingMode.Up, 100), Usd("0.0257028"), "chat/claude-sonnet-4.5", null);

    private static byte[] Hash(long seed) => System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(seed));
}
