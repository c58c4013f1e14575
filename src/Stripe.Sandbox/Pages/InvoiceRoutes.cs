using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Pages;

/// <summary>The customer looks at an invoice, and pays it where it is open.</summary>
internal sealed class InvoiceRoutes(HostedPages pages)
{
    private static readonly string[] CardOnly = ["card"];

    public static void Map(WebApplication app, HostedPages pages)
    {
        var routes = new InvoiceRoutes(pages);
        app.MapGet("/i/{id}", routes.Show);
        app.MapPost("/i/{id}", routes.PayAsync);
        app.MapGet("/i/{id}/print", routes.Print);
    }

    private IResult Show(HttpContext http, string id)
    {
        if (Issued(id) is not { } invoice)
            return HostedPages.Nothing();
        var error = pages.Database.Run(state => InvoicePayments.Intent(state, invoice))?.Child("last_payment_error")?.Text("message");
        var form = PayForm.Asked(CardOnly, "card", TestCards.ByNumber(http.Request.Query["use"].ToString()), invoice.Text("customer_email"), invoice.Text("customer_name"), error);
        return HostedPages.Show(InvoicePage.Render(invoice, pages.Seller(), IsPayable(invoice) ? form : null));
    }

    private async Task<IResult> PayAsync(HttpContext http, string id)
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Issued(id) is not { } invoice)
            return HostedPages.Nothing();
        if (!IsPayable(invoice))
            return HostedPages.SeeOther($"/i/{id}");
        var given = PayForm.Fields.ToDictionary(f => f, f => sent[f].ToString().Trim(), StringComparer.Ordinal);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        if (CardEntry.Read(f => given[f], pages.Now, problems) is { } entry)
        {
            var collected = pages.Change(state => Pay(state, id, entry));
            return HostedPages.SeeOther(collected.Intent?.Text("status") == "requires_action" ? $"/3ds/{collected.Intent.Text("id")}" : $"/i/{id}");
        }

        given["cvc"] = string.Empty;
        // Whatever was typed that is no test number may be somebody's real one: it must not travel back.
        if (problems.ContainsKey("number"))
            given["number"] = string.Empty;
        return HostedPages.Show(InvoicePage.Render(invoice, pages.Seller(), new PayForm("card", CardOnly, given, problems, null)));
    }

    private IResult Print(string id) => Issued(id) is { } invoice ? HostedPages.Show(InvoicePage.Print(invoice, pages.Seller())) : HostedPages.Nothing();

    private static Collected Pay(State state, string id, CardEntry entry)
    {
        var invoice = state.Require("invoice", id);
        var collected = InvoiceCollection.Attempt(state, invoice, PaymentMethods.Create(state, entry).Text("id"), offSession: false);
        if (collected.Intent is { } intent && intent.Text("status") == "requires_action")
        {
            intent["_return_url"] = $"/i/{id}";
            state.Objects.Save(intent);
        }

        return collected;
    }

    private JsonObject? Issued(string id) => pages.Find("invoice", id) is { } invoice && invoice.Text("number") is not null ? invoice : null;

    private static bool IsPayable(JsonObject invoice) => invoice.Text("status") is "open" or "uncollectible";
}
