using Billing.PriceBooks;
using BillingPortal.Portal.Parts;

namespace BillingPortal.Portal.Layout;

/// <summary>A link of the menu.</summary>
/// <param name="Page">Shown only where the organisation's price book has it.</param>
public sealed record MenuEntry(Page Page, string Group, string Text, string Icon, string Href);

/// <summary>The customer's menu, in its order. A page that a price book does not need is not in it.</summary>
public static class Menu
{
    private const string Usage = "Usage";
    private const string Billing = "Billing";
    private const string Build = "Build";

    private static readonly MenuEntry[] Entries =
    [
        new(Page.Overview, Usage, "Overview", Icons.Overview, PortalUrls.Overview),
        new(Page.Requests, Usage, "Requests", Icons.Requests, PortalUrls.Requests),
        new(Page.Resources, Usage, "Resources", Icons.Server, PortalUrls.Resources),
        new(Page.Plan, Billing, "Plan", Icons.Plan, PortalUrls.Plan),
        new(Page.TopUp, Billing, "Top up", Icons.TopUp, PortalUrls.TopUp),
        new(Page.AutoRefill, Billing, "Auto-refill", Icons.Retry, PortalUrls.AutoRefill),
        new(Page.Coupons, Billing, "Coupons", Icons.Coupon, PortalUrls.Coupons),
        new(Page.Transactions, Billing, "Transactions", Icons.Transactions, PortalUrls.Transactions),
        new(Page.Invoices, Billing, "Invoices", Icons.Invoice, PortalUrls.Invoices),
        new(Page.PaymentMethods, Billing, "Payment methods", Icons.Card, PortalUrls.PaymentMethods),
        new(Page.Keys, Build, "API keys", Icons.Key, PortalUrls.ApiKeys),
    ];

    /// <param name="pages">The book's.</param>
    public static IEnumerable<IGrouping<string, MenuEntry>> Of(IReadOnlyCollection<Page> pages) =>
        Entries.Where(entry => pages.Contains(entry.Page)).GroupBy(entry => entry.Group);
}
