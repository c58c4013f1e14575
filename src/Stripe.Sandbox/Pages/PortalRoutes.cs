using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Pages;

/// <summary>The customer's visit to the billing portal: look at, add, choose, correct and remove means of payment.</summary>
internal sealed class PortalRoutes(HostedPages pages)
{
    private static readonly string[] CardOnly = ["card"];

    public static void Map(WebApplication app, HostedPages pages)
    {
        var routes = new PortalRoutes(pages);
        app.MapGet("/p/session/{id}", routes.Home);
        app.MapPost("/p/session/{id}/change", routes.ChangeAsync);
        app.MapGet("/p/session/{id}/add", routes.AskForCard);
        app.MapPost("/p/session/{id}/add", routes.AddAsync);
        app.MapGet("/p/session/{id}/card/{method}", (string id, string method) => routes.AskForExpiry(id, method));
        app.MapPost("/p/session/{id}/card/{method}", routes.UpdateAsync);
    }

    private IResult Home(HttpContext http, string id)
    {
        if (Open(id) is not { } session)
            return Over();
        var added = http.Request.Query["setup_intent"].ToString();
        if (added.Length > 0 && pages.Find("setup_intent", added) is { } intent && intent.Text("customer") == session.Text("customer"))
            return Added(session, intent);
        if (session.Child("flow") is not null && http.Request.Query["all"].Count == 0)
            return HostedPages.SeeOther($"/p/session/{id}/add");
        var (customer, methods) = pages.Database.Run(state =>
            (state.Require("customer", session.Text("customer")!), PaymentMethods.Of(state, session.Text("customer")!)));
        return HostedPages.Show(PortalPage.Render(session, customer, methods, pages.Seller()));
    }

    private async Task<IResult> ChangeAsync(HttpContext http, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Open(id) is not { } session || Method(session, form["payment_method"].ToString()) is not { } method)
            return Over();
        pages.Change(state =>
        {
            if (form["act"] == "remove")
                PaymentMethods.DetachFrom(state, method);
            else
                MakeDefault(state, session, method.Text("id")!);
            return true;
        });
        return HostedPages.SeeOther($"/p/session/{id}?all=1");
    }

    private IResult AskForCard(HttpContext http, string id) => Open(id) is { } session
        ? HostedPages.Show(PortalPage.Add(session, pages.Seller(), PayForm.Asked(CardOnly, "card", TestCards.ByNumber(http.Request.Query["use"].ToString()), null, null, null)))
        : Over();

    private async Task<IResult> AddAsync(HttpContext http, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Open(id) is not { } session)
            return Over();
        var given = PayForm.Fields.ToDictionary(f => f, f => form[f].ToString().Trim(), StringComparer.Ordinal);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        string? refusal = null;
        if (CardEntry.Read(f => given[f], pages.Now, problems) is { } entry)
        {
            var (intent, refused) = pages.Change(state => Save(state, session, entry));
            if (intent.Text("status") == "requires_action")
                return HostedPages.SeeOther($"/3ds/{intent.Text("id")}");
            if (refused is null)
                return Added(session, intent);
            refusal = refused.Message;
        }

        given["cvc"] = string.Empty;
        if (problems.ContainsKey("number"))
            given["number"] = string.Empty;
        return HostedPages.Show(PortalPage.Add(session, pages.Seller(), new PayForm("card", CardOnly, given, problems, refusal)));
    }

    private IResult AskForExpiry(string id, string method) => Open(id) is { } session && Method(session, method) is { } found && found.Text("type") == "card"
        ? HostedPages.Show(PortalPage.Update(session, found, pages.Seller(), null, null))
        : Over();

    private async Task<IResult> UpdateAsync(HttpContext http, string id, string method)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Open(id) is not { } session || Method(session, method) is not { } found || found.Child("card") is not { } card)
            return Over();
        var typed = form["expiry"].ToString();
        if (CardEntry.Expiry(typed, pages.Now, out var problem) is not { } expiry)
            return HostedPages.Show(PortalPage.Update(session, found, pages.Seller(), typed, problem));
        pages.Change(state =>
        {
            (card["exp_month"], card["exp_year"]) = (expiry.Month, expiry.Year);
            state.Objects.Save(found);
            state.Emit("payment_method.updated", found);
            return true;
        });
        return HostedPages.SeeOther($"/p/session/{id}?all=1");
    }

    private static (JsonObject Intent, Decline? Refused) Save(State state, JsonObject session, CardEntry entry)
    {
        var intent = SetupIntents.New(state, session.Text("customer"), "off_session", CardOnly);
        intent["_return_url"] = $"/p/session/{session.Text("id")}";
        state.Objects.Add(intent);
        state.Emit("setup_intent.created", intent);
        return (intent, SetupIntents.Attempt(state, intent, PaymentMethods.Create(state, entry), authenticated: false));
    }

    /// <summary>A card that was saved becomes the default; one whose bank said no leads back to the form.</summary>
    private IResult Added(JsonObject session, JsonObject intent)
    {
        var page = $"/p/session/{session.Text("id")}";
        if (intent.Text("status") != "succeeded")
        {
            var form = PayForm.Asked(CardOnly, "card", null, null, null, intent.Child("last_setup_error")?.Text("message"));
            return HostedPages.Show(PortalPage.Add(session, pages.Seller(), form));
        }

        pages.Change(state => MakeDefault(state, session, intent.Text("payment_method")!));
        return HostedPages.SeeOther(PortalSessions.AfterFlow(session) ?? page + "?all=1");
    }

    private static bool MakeDefault(State state, JsonObject session, string method)
    {
        var customer = state.Require("customer", session.Text("customer")!);
        customer.Child("invoice_settings")!["default_payment_method"] = method;
        state.Objects.Save(customer);
        state.Emit("customer.updated", customer);
        return true;
    }

    private JsonObject? Open(string id) =>
        pages.Find(PortalSessions.Kind, id) is { } session && !pages.Database.Run(state => PortalSessions.IsOver(state, session)) ? session : null;

    private JsonObject? Method(JsonObject session, string id) =>
        pages.Find("payment_method", id) is { } method && method.Text("customer") == session.Text("customer") ? method : null;

    private static IResult Over() => HostedPages.Show(
        Frame.Notice("This page is no longer open", "It lasts an hour. Go back to the seller and open it again.", null, string.Empty), StatusCodes.Status404NotFound);
}
