using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;

namespace Stripe.Sandbox.Pages;

/// <summary>The customer's own page: their cards, which one is used, and the way back to the seller.</summary>
internal static class PortalPage
{
    public static Html Render(JsonObject session, JsonObject customer, IReadOnlyList<JsonObject> methods, string seller)
    {
        var page = $"/p/session/{session.Text("id")}";
        var chosen = customer.Child("invoice_settings")?.Text("default_payment_method");
        return Frame.Page($"Billing with {seller}", Html.Of($"""
            <main class="single wide">
            {Back(session.Text("return_url"), $"Back to {seller}")}
            <h1>Payment methods</h1>
            <p class="small">{customer.Text("name") ?? customer.Text("email") ?? customer.Text("id")}</p>
            <section class="panel">
            {Html.When(methods.Count == 0, $"<p>No payment method is saved.</p>")}
            <ul class="means">
            {Html.Join(methods.Select(m => Row(m, page, m.Text("id") == chosen)))}
            </ul>
            <p><a class="button" href="{page}/add">Add a card</a></p>
            </section>
            </main>
            """));
    }

    public static Html Add(JsonObject session, string seller, PayForm form)
    {
        var page = $"/p/session/{session.Text("id")}";
        return Frame.Page($"Add a card for {seller}", Html.Of($"""
            <main class="single wide">
            {Back(page, "Back to your payment methods")}
            <h1>Add a card</h1>
            {form.Render(page + "/add", new CheckoutWords("Add a card", "Save card", "The card was not saved.", string.Empty, "Saved once, however often you press.", $"{seller} may charge this card later, as you have agreed with them. It becomes your default."))}
            {TestMeansTable.Render("card", page + "/add")}
            </main>
            """));
    }

    public static Html Update(JsonObject session, JsonObject method, string seller, string? expiry, string? problem)
    {
        var page = $"/p/session/{session.Text("id")}";
        var card = method.Child("card")!;
        return Frame.Page($"Update a card for {seller}", Html.Of($"""
            <main class="single wide">
            {Back(page, "Back to your payment methods")}
            <h1>{TestCard.NameOf(card.Text("brand"))} ending in {card.Text("last4")}</h1>
            <section class="panel">
            <form method="post">
            {new Field("expiry", "Expiry (MM / YY)", "cc-exp") { Placeholder = "MM / YY", Longest = 9, Numeric = true }.Render(expiry ?? Expiry(card), problem)}
            <button type="submit" class="button">Save</button>
            </form>
            </section>
            </main>
            """));
    }

    private static Html Row(JsonObject method, string page, bool chosen)
    {
        var card = method.Child("card");
        var name = card is null ? $"Bank account ending in {method.Child(method.Text("type")!)!.Text("last4")}" : $"{TestCard.NameOf(card.Text("brand"))} ending in {card.Text("last4")}";
        var id = method.Text("id");
        return Html.Of($"""
            <li>
            <p><strong>{name}</strong>{Html.When(card is not null, $""" <span class="small">expires {Expiry(card!)}</span>""")}{Html.When(chosen, $""" <span class="chip">Default</span>""")}</p>
            <form method="post" action="{page}/change" class="row small-buttons">
            <input type="hidden" name="payment_method" value="{id}">
            {Html.When(!chosen, $"""<button type="submit" name="act" value="default" class="button secondary">Make default<span class="unseen">: {name}</span></button>""")}
            {Html.When(card is not null, $"""<a class="button secondary" href="{page}/card/{id}">Update<span class="unseen"> {name}</span></a>""")}
            <button type="submit" name="act" value="remove" class="button secondary">Remove<span class="unseen"> {name}</span></button>
            </form>
            </li>
            """);
    }

    private static Html Back(string? url, string text) =>
        Html.When(url is not null, $"""<p><a class="back" href="{url}"><span aria-hidden="true">←</span> {text}</a></p>""");

    private static string Expiry(JsonObject card) => FormattableString.Invariant($"{card.Whole("exp_month"):00} / {card.Whole("exp_year") % 100:00}");
}
