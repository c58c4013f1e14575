using System.Text.Json.Nodes;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Resources;

namespace Stripe.Sandbox.Pages;

/// <summary>What the payer may add to the order before paying: a promotion code, and where the tax is due.</summary>
internal static class OrderExtras
{
    public static Html Render(JsonObject session, string page) => Html.Of($"""
        {Html.When(session.Flag("allow_promotion_codes"), $"{Promotion(session, page)}")}
        {Html.When(CheckoutTaxes.AsksForPlace(session), $"{Place(session, page)}")}
        """);

    /// <summary>Nothing is left to pay: one button, no card.</summary>
    public static Html Free(string page) => Html.Of($"""
        <form method="post" action="{page}" class="panel">
        <p>Nothing is left to pay.</p>
        <button type="submit" class="button">Complete the order</button>
        </form>
        """);

    private static Html Promotion(JsonObject session, string page)
    {
        if (session.Child("_discount") is not null)
        {
            return Html.Of($"""
                <form method="post" action="{page}/promotion" class="row extra">
                <p>Promotion code <strong>{session.Text("_code")}</strong> is taken off.</p>
                <button type="submit" name="remove" value="1" class="button secondary">Remove the code</button>
                </form>
                """);
        }

        var field = new Field("code", "Promotion code", "off") { Longest = 60 };
        return Html.Of($"""
            <form method="post" action="{page}/promotion" class="extra">
            {field.Render(session.Text("_code"), session.Text("_code_problem"))}
            <button type="submit" class="button secondary">Apply the code</button>
            </form>
            """);
    }

    private static Html Place(JsonObject session, string page)
    {
        var details = session.Child("customer_details");
        var country = details?.Child("address")?.Text("country");
        var number = new Field("tax_id", "VAT number (businesses)", "off") { Required = false, Longest = 30 };
        return Html.Of($"""
            <form method="post" action="{page}/place" class="extra">
            <div class="field">
            <label for="country">Country</label>
            <div class="input"><select id="country" name="country" autocomplete="country" required>
            <option value="">Choose a country</option>
            {Html.Join(Taxes.Countries.Select(c => Html.Of($"""<option value="{c.Code}"{Html.When(c.Code == country, $" selected")}>{c.Name}</option>""")))}
            </select></div>
            </div>
            {Html.When(session.Child("tax_id_collection")?.Flag("enabled") == true, $"{number.Render(details?.Children("tax_ids").FirstOrDefault()?.Text("value"), session.Text("_place_problem"))}")}
            <button type="submit" class="button secondary">Update the tax</button>
            </form>
            """);
    }
}
