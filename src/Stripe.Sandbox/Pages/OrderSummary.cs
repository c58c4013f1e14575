using System.Text.Json.Nodes;

namespace Stripe.Sandbox.Pages;

/// <summary>The left half of the page: the amount in large, then how it comes about.</summary>
internal static class OrderSummary
{
    public static Html Render(JsonObject session, CheckoutWords words)
    {
        if (session.Whole("amount_total") is not { } total)
        {
            return Html.Of($"""
                <h1 id="order"><span class="headline">{words.Heading}</span></h1>
                <p class="small">Nothing is charged now.</p>
                """);
        }

        var currency = session.Text("currency")!;
        return Html.Of($"""
            <h1 id="order"><span class="small">{words.Heading}</span><span class="hero">{Money.Show(total, currency)}</span></h1>
            <dl class="lines">
            {Html.Join(session.Children("_line_items").Select(i => Line(i, currency)))}
            {Part("Discount", -(session.Child("total_details")?.Whole("amount_discount") ?? 0), currency)}
            {Part("Tax", session.Child("total_details")?.Whole("amount_tax") ?? 0, currency)}
            <div class="total"><dt>Total due</dt><dd>{Money.Show(total, currency)}</dd></div>
            </dl>
            """);
    }

    private static Html Part(string name, long amount, string currency)
    {
        var sign = amount < 0 ? "−" : string.Empty;
        return Html.When(amount != 0, $"<div><dt>{name}</dt><dd>{sign}{Money.Show(Math.Abs(amount), currency)}</dd></div>");
    }

    private static Html Line(JsonObject item, string currency)
    {
        var quantity = item.Whole("quantity") ?? 1;
        var times = FormattableString.Invariant($" × {quantity}");
        var about = item.Text("_about");
        return Html.Of($"""
            <div><dt>{item.Text("description")}{Html.When(quantity > 1, $"{times}")}{Html.When(about is not null, $"""<span class="about">{about}</span>""")}</dt><dd>{Money.Show(item.Whole("amount_subtotal") ?? item.Whole("amount_total")!.Value, currency)}</dd></div>
            """);
    }
}
