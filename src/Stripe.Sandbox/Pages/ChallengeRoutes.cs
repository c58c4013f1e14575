using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Pages;

/// <summary>The bank's question for an intent that was confirmed by the API with a <c>return_url</c>.</summary>
internal sealed class ChallengeRoutes(HostedPages pages)
{
    public static void Map(WebApplication app, HostedPages pages)
    {
        var routes = new ChallengeRoutes(pages);
        app.MapGet("/3ds/{id}", routes.Ask);
        app.MapPost("/3ds/{id}", routes.DecideAsync);
    }

    private IResult Ask(string id)
    {
        if (Find(id) is not { } intent)
            return HostedPages.Nothing();
        if (intent.Text("status") != "requires_action")
            return Back(intent);
        var card = pages.Find("payment_method", intent.Text("payment_method")!)!.Child("card")!;
        var amount = intent.Whole("amount") is { } whole ? Currency.Show(whole, intent.Text("currency")!) : null;
        return HostedPages.Show(BankPage.Render(pages.Seller(), card.Text("last4")!, amount));
    }

    private async Task<IResult> DecideAsync(HttpContext http, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Find(id) is null)
            return HostedPages.Nothing();
        return Back(pages.Change(state => Decide(state, id, form["decision"] == "pass")));
    }

    private static JsonObject Decide(State state, string id, bool passed)
    {
        var intent = state.Objects.Find(id)!;
        if (intent.Text("status") != "requires_action")
            return intent;
        var method = state.Require("payment_method", intent.Text("payment_method")!);
        if (intent.Text("object") == "setup_intent")
        {
            _ = passed ? SetupIntents.Attempt(state, intent, method, authenticated: true) : SetupIntents.FailAuthentication(state, intent, method);
            return intent;
        }

        _ = passed ? Charging.Attempt(state, intent, method, offSession: false, authenticated: true) : Charging.FailAuthentication(state, intent, method);
        Charging.SettleLatest(state, intent);
        return intent;
    }

    private static IResult Back(JsonObject intent)
    {
        if (intent.Text("_return_url") is not { } back)
            return HostedPages.Show(Frame.Notice("Done", "You can close this page.", null, string.Empty));
        var kind = intent.Text("object")!;
        var status = intent.Text("status") is "succeeded" or "requires_capture" or "processing" ? "succeeded" : "failed";
        var mark = back.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return HostedPages.SeeOther($"{back}{mark}{kind}={intent.Text("id")}&{kind}_client_secret={intent.Text("client_secret")}&redirect_status={status}");
    }

    private JsonObject? Find(string id) => pages.Find("payment_intent", id) ?? pages.Find("setup_intent", id);
}
