using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Resources;

namespace Stripe.Sandbox.Pages;

/// <summary>The way through the hosted checkout: the form, the bank's question, and back to the seller.</summary>
internal sealed class CheckoutRoutes(HostedPages pages)
{
    private static readonly string[] Wallets = ["apple_pay", "google_pay", "link"];

    public static void Map(WebApplication app, HostedPages pages)
    {
        var routes = new CheckoutRoutes(pages);
        app.MapGet("/c/pay/{id}", routes.Form);
        app.MapPost("/c/pay/{id}", routes.PayAsync);
        app.MapGet("/c/pay/{id}/bank", routes.Bank);
        app.MapPost("/c/pay/{id}/bank", routes.DecideAsync);
    }

    private IResult Form(HttpContext http, string id)
    {
        var (session, intent) = Load(id);
        if (session?.Text("status") != "open")
            return Closed(session);
        var error = intent?.Child("last_payment_error") ?? intent?.Child("last_setup_error");
        var number = http.Request.Query["use"].ToString();
        var details = session.Child("customer_details");
        var form = PayForm.Asked(
            Methods(session), http.Request.Query["method"], (TestMeans?)TestCards.ByNumber(number) ?? TestAccounts.All.FirstOrDefault(a => a.Number == number),
            details?.Text("email"), details?.Text("name"), error?.Text("message"));
        return HostedPages.Show(CheckoutPage.Render(session, pages.Seller(session), form));
    }

    private async Task<IResult> PayAsync(HttpContext http, string id)
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var (session, _) = Load(id);
        if (session is null || session.Text("status") != "open")
            return Closed(session);
        if (CheckoutCompletion.IsFree(session))
        {
            pages.Change(state => CheckoutCompletion.WithoutPayment(state, state.Require("checkout.session", id)));
            return Closed(Load(id).Session);
        }

        var given = PayForm.Fields.ToDictionary(f => f, f => sent[f].ToString().Trim(), StringComparer.Ordinal);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var method = sent["method"].ToString() is { Length: > 0 } chosen && Methods(session).Contains(chosen) ? chosen : Methods(session)[0];
        var entry = Wallet(session, sent["wallet"].ToString()) ?? Read(method, f => given[f], problems);
        var result = entry is null ? null : pages.Change(state => CheckoutPayment.Pay(state, state.Require("checkout.session", id), entry));
        switch (result?.Step)
        {
            case PaymentStep.Paid or PaymentStep.Closed:
                return Closed(Load(id).Session);
            case PaymentStep.MustAuthenticate:
                return HostedPages.SeeOther($"/c/pay/{id}/bank");
            default:
                given["cvc"] = string.Empty;
                // Whatever was typed that is no test number may be somebody's real one: it must not travel back.
                foreach (var secret in new[] { "number", "account", "iban" }.Where(problems.ContainsKey))
                    given[secret] = string.Empty;
                return HostedPages.Show(CheckoutPage.Render(session, pages.Seller(session), new PayForm(method, Methods(session), given, problems, result?.Message)));
        }
    }

    private IResult Bank(string id)
    {
        var (session, intent) = Load(id);
        if (session?.Text("status") != "open" || intent?.Text("status") != "requires_action")
            return Closed(session);
        var card = pages.Find("payment_method", intent.Text("payment_method")!)!.Child("card")!;
        var amount = session.Whole("amount_total") is { } total ? Currency.Show(total, session.Text("currency")!) : null;
        return HostedPages.Show(BankPage.Render(pages.Seller(session), card.Text("last4")!, amount));
    }

    private async Task<IResult> DecideAsync(HttpContext http, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Load(id).Session is null)
            return Closed(null);
        pages.Change(state => CheckoutPayment.Authenticate(state, state.Require("checkout.session", id), form["decision"] == "pass"));
        return Closed(Load(id).Session);
    }

    /// <summary>Where a session that is (no longer) open sends its payer.</summary>
    private IResult Closed(JsonObject? session) => session?.Text("status") switch
    {
        "open" => HostedPages.SeeOther($"/c/pay/{session.Text("id")}"),
        "complete" => HostedPages.SeeOther(session.Text("success_url")!.Replace("{CHECKOUT_SESSION_ID}", session.Text("id"), StringComparison.Ordinal)),
        "expired" => HostedPages.Show(Frame.Notice(
            "This payment page has expired", "Nothing was charged. Go back and start again.", session.Text("cancel_url"), $"Back to {pages.Seller(session)}")),
        _ => HostedPages.Nothing(),
    };

    private (JsonObject? Session, JsonObject? Intent) Load(string id) => pages.Database.Run(state =>
    {
        var session = state.Objects.Find(id) is { } found && found.Text("object") == "checkout.session" ? found : null;
        return (session, session is not null && CheckoutPayment.Intent(session) is { } intent ? state.Objects.Find(intent) : null);
    });

    private PayerEntry? Read(string method, Func<string, string> given, IDictionary<string, string> problems) => method == "card"
        ? CardEntry.Read(given, pages.Now, problems)
        : BankEntry.Read(method, given, problems);

    /// <summary>A wallet knows its owner's card and name; nothing is typed.</summary>
    private CardEntry? Wallet(JsonObject session, string wallet) => Wallets.Contains(wallet) && Methods(session).Contains("card")
        ? new CardEntry(TestCards.All[0], pages.Now.Month, pages.Now.Year + 4, "Test Payer", session.Child("customer_details")?.Text("email"), wallet)
        : null;

    /// <summary>Those with a form of their own; Link is a wallet beside the card.</summary>
    private static List<string> Methods(JsonObject session)
    {
        var methods = session.Texts("payment_method_types").Where(m => m != "link").ToList();
        return methods.Count == 0 ? ["card"] : methods;
    }
}
