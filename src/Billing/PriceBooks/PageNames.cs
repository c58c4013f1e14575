namespace Billing.PriceBooks;

/// <summary>The pages' words in a price book.</summary>
public static class PageNames
{
    private static readonly string[] Names =
    [
        "overview", "usage", "requests", "top_costs", "credits", "top_up", "auto_refill", "alerts", "plan", "coupons", "transactions",
        "receipts", "invoices", "payment_methods", "environments", "resources", "keys", "pricing", "prompt_caching",
    ];

    public static string Name(this Page page) => Names[(int)page];

    public static bool TryParse(string? name, out Page page)
    {
        var index = name is null ? -1 : Array.IndexOf(Names, name);
        page = (Page)Math.Max(index, 0);
        return index >= 0;
    }
}
