using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Pages;

/// <summary>The pages a payer sees. Plain forms: they work without a script.</summary>
internal sealed class HostedPages(SandboxDatabase database, SandboxClock clock, SandboxOptions options, Action changed)
{
    private static readonly string[] Fields = ["email", "number", "expiry", "cvc", "name"];
    private static readonly string Style = Read("tokens.css") + Read("sandbox.css");

    public static void Map(WebApplication app, SandboxDatabase database, SandboxClock clock, SandboxOptions options, Action changed)
    {
        var pages = new HostedPages(database, clock, options, changed);
        app.MapGet("/c/pay/{id}", pages.Checkout);
        app.MapPost("/c/pay/{id}", pages.PayAsync);
        app.MapGet("/c/pay/{id}/bank", pages.Bank);
        app.MapPost("/c/pay/{id}/bank", pages.DecideAsync);
        app.MapGet("/receipts/{id}", pages.Receipt);
        app.MapGet("/assets/sandbox.css", () => Results.Text(Style, "text/css; charset=utf-8"));
        app.MapGet("/", () => Show(Frame.Notice("Stripe sandbox", "A local stand-in for Stripe's API and its hosted pages. It answers to test keys only.", null, string.Empty)));
    }

    private IResult Checkout(HttpContext http, string id)
    {
        var (session, intent) = Load(id);
        if (session?.Text("status") != "open")
            return Closed(session);
        var refusal = intent?.Child("last_payment_error")?.Text("message");
        var given = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["email"] = session.Child("customer_details")?.Text("email") ?? string.Empty,
            ["name"] = session.Child("customer_details")?.Text("name") ?? string.Empty,
        };
        if (TestCards.ByNumber(http.Request.Query["card"].ToString()) is { } card)
        {
            refusal = null;
            (given["number"], given["expiry"], given["cvc"]) = (card.Display, "12 / 34", card.Brand == "amex" ? "1234" : "123");
            if (given["name"].Length == 0)
                given["name"] = "Test Payer";
        }

        return ShowForm(session, new CheckoutForm(given, new Dictionary<string, string>(), refusal));
    }

    private async Task<IResult> PayAsync(HttpContext http, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var given = Fields.ToDictionary(f => f, f => form[f].ToString().Trim(), StringComparer.Ordinal);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var entry = CardEntry.Read(f => given[f], DateTimeOffset.FromUnixTimeSeconds(clock.Now), problems);
        var (session, _) = Load(id);
        if (session is null || session.Text("status") != "open")
            return Closed(session);

        var result = entry is null ? null : database.Run(state => CheckoutPayment.Pay(state, state.Require("checkout.session", id), entry));
        changed();
        switch (result?.Step)
        {
            case PaymentStep.Paid or PaymentStep.Closed:
                return Closed(Load(id).Session);
            case PaymentStep.MustAuthenticate:
                return SeeOther($"/c/pay/{id}/bank");
            default:
                given["cvc"] = string.Empty;
                // Whatever was typed that is no test card may be somebody's real card: it must not travel back.
                if (problems.ContainsKey("number"))
                    given["number"] = string.Empty;
                return ShowForm(session, new CheckoutForm(given, problems, result?.Message));
        }
    }

    private IResult Bank(string id)
    {
        var (session, intent) = Load(id);
        if (session?.Text("status") != "open" || intent?.Text("status") != "requires_action")
            return Closed(session);
        var method = database.Run(state => state.Objects.Find(intent.Text("payment_method")!))!;
        return Show(BankPage.Render(session, Seller(session), method.Child("card")!.Text("last4")!));
    }

    private async Task<IResult> DecideAsync(HttpContext http, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Load(id).Session is null)
            return Closed(null);
        database.Run(state => CheckoutPayment.Authenticate(state, state.Require("checkout.session", id), form["decision"] == "pass"));
        changed();
        return Closed(Load(id).Session);
    }

    private IResult Receipt(string id)
    {
        var charge = database.Run(state => state.Objects.Find(id));
        return charge?.Text("object") == "charge" ? Show(ReceiptPage.Render(charge, options.SellerName)) : Closed(null);
    }

    /// <summary>Where a session that is (no longer) open sends its payer.</summary>
    private IResult Closed(JsonObject? session) => session?.Text("status") switch
    {
        "open" => SeeOther($"/c/pay/{session.Text("id")}"),
        "complete" => SeeOther(session.Text("success_url")!.Replace("{CHECKOUT_SESSION_ID}", session.Text("id"), StringComparison.Ordinal)),
        "expired" => Show(Frame.Notice(
            "This payment page has expired", "Nothing was charged. Go back and start again.", session.Text("cancel_url"), $"Back to {Seller(session)}")),
        _ => Show(Frame.Notice("There is no such page", "The address may be incomplete, or the sandbox was emptied.", null, string.Empty), StatusCodes.Status404NotFound),
    };

    private (JsonObject? Session, JsonObject? Intent) Load(string id) => database.Run(state =>
    {
        var session = state.Objects.Find(id) is { } found && found.Text("object") == "checkout.session" ? found : null;
        return (session, session?.Text("payment_intent") is { } intent ? state.Objects.Find(intent) : null);
    });

    private IResult ShowForm(JsonObject session, CheckoutForm form) => Show(CheckoutPage.Render(session, Seller(session), form));

    private string Seller(JsonObject session) => session.Text("_seller") ?? options.SellerName;

    private static IResult Show(Html page, int status = StatusCodes.Status200OK) => new PageResult(page, status);

    /// <summary>303: whatever the method was, the browser goes on with GET.</summary>
    private static IResult SeeOther(string url) => new SeeOtherResult(url);

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
