using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;

namespace Stripe.Sandbox.Pages;

/// <summary>The hosted payment page: what is bought beside how it is paid.</summary>
internal static class CheckoutPage
{
    public static Html Render(JsonObject session, string seller, CheckoutForm form)
    {
        var currency = session.Text("currency")!;
        var total = session.Whole("amount_total")!.Value;
        var page = $"/c/pay/{session.Text("id")}";
        var items = session.Children("_line_items").ToList();
        var back = session.Text("cancel_url");
        return Frame.Page($"Pay {seller}", Html.Of($"""
            <main class="checkout">
            <section class="order" aria-labelledby="order">
            {Html.When(back is not null, $"""<p><a class="back" href="{back}"><span aria-hidden="true">←</span> Back to {seller} without paying</a></p>""")}
            <h1 id="order"><span class="small">Pay {seller}</span><span class="hero">{Money.Show(total, currency)}</span></h1>
            <dl class="lines">
            {Html.Join(items.Select(i => Line(i, currency)))}
            <div class="total"><dt>Total due</dt><dd>{Money.Show(total, currency)}</dd></div>
            </dl>
            </section>
            <div class="pay">
            {form.Render(page, $"Pay {Currency.Show(total, currency)}")}
            {CheckoutForm.Cards(page)}
            </div>
            </main>
            """));
    }

    private static Html Line(JsonObject item, string currency)
    {
        var quantity = item.Whole("quantity") ?? 1;
        var times = FormattableString.Invariant($" × {quantity}");
        var about = item.Text("_about");
        return Html.Of($"""
            <div><dt>{item.Text("description")}{Html.When(quantity > 1, $"{times}")}{Html.When(about is not null, $"""<span class="about">{about}</span>""")}</dt><dd>{Money.Show(item.Whole("amount_total")!.Value, currency)}</dd></div>
            """);
    }
}
