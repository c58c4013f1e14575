using System.Globalization;
using System.Text.RegularExpressions;
using Billing.Units;
using Microsoft.Playwright;

namespace Portal.Browser.Fixture;

/// <summary>The balance in the header and the rows of the ledger, as a reader finds them.</summary>
public static partial class Wallet
{
    /// <summary>The header's exact balance, which stands behind the rounded one.</summary>
    public static async Task<Amount> HeaderBalance(this IPage page) => Read(await ExactBalance(page).TextContentAsync() ?? "");

    /// <summary>Waits until the header shows exactly <paramref name="amount"/>.</summary>
    public static Task HeaderShows(this IPage page, Amount amount) =>
        Assertions.Expect(ExactBalance(page)).ToContainTextAsync(Exact(amount));

    /// <summary>Dollars and eight decimals: <c>$1,250.00000000</c>.</summary>
    public static string Exact(Amount amount) =>
        (amount.Units / (decimal)Asset.UnitsPerWhole).ToString("$#,0.00000000", CultureInfo.InvariantCulture);

    public static Amount Read(string text)
    {
        var figure = Dollars().Match(text).Groups[1].Value;
        return Amount.TryParse(figure.Replace(",", "", StringComparison.Ordinal), Asset.Usd, out var amount)
            ? amount
            : throw new FormatException($"There is no exact amount in \"{text}\".");
    }

    /// <summary>The newest rows of the ledger, one text for each cell.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> LedgerRows(this IPage page, int count)
    {
        await page.Open($"{BillingPortal.Portal.PortalUrls.Transactions}?each=1");
        var rows = await page.GetByRole(AriaRole.Table, new() { Name = "Ledger entries" }).Locator("tbody").GetByRole(AriaRole.Row).AllAsync();
        var read = new List<IReadOnlyList<string>>();
        foreach (var row in rows.Take(count)) read.Add(await row.GetByRole(AriaRole.Cell).AllTextContentsAsync());
        return read;
    }

    private static ILocator ExactBalance(IPage page) =>
        page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { NameRegex = BalanceLink() }).GetByRole(AriaRole.Tooltip, new() { IncludeHidden = true });

    [GeneratedRegex("^Balance")]
    private static partial Regex BalanceLink();

    [GeneratedRegex(@"\$([\d,]+\.\d{8})")]
    private static partial Regex Dollars();
}
