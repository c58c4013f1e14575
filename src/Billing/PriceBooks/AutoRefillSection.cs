using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>Reads <c>auto_refill</c>: what is proposed, and the seat belts where they are not the usual ones.</summary>
internal static class AutoRefillSection
{
    private const int MostHours = 24 * 31;

    public static AutoRefillOffer Read(DocumentNode node, WalletRules wallet)
    {
        var usual = AutoRefillRules.Usual;
        var rules = new AutoRefillRules(
            Whole(node, "most_a_day", 100) ?? usual.MostADay,
            Whole(node, "cool_down_minutes", 24 * 60) is { } minutes ? TimeSpan.FromMinutes(minutes) : usual.CoolDown,
            node.Has("back_off") ? [.. node.Objects("back_off").Select(Hours)] : usual.BackOff,
            Whole(node, "stop_after", 10) ?? usual.StopAfter);
        var offer = new AutoRefillOffer(new(node.Units("threshold"), wallet.Unit), new(node.Units("amount", least: 1), wallet.Unit), rules);
        if (wallet.Funding != FundingMode.Prepaid) node.Fault("", "is for prepaid wallets");
        node.NothingElse();
        return offer;
    }

    private static int? Whole(DocumentNode node, string name, int most) => node.Has(name) ? node.Whole(name, 1, most) : null;

    private static TimeSpan Hours(DocumentNode node)
    {
        var hours = TimeSpan.FromHours(node.Whole("hours", 1, MostHours));
        node.NothingElse();
        return hours;
    }
}
