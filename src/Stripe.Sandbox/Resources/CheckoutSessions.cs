using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class CheckoutSessions
{
    private const long ShortestLife = 30 * 60;
    private const long LongestLife = 24 * 60 * 60;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/checkout/sessions", """
            mode ui_mode success_url cancel_url customer customer_email client_reference_id currency locale expires_at# metadata{} payment_method_types[]
            payment_intent_data(description metadata{} receipt_email setup_future_usage capture_method statement_descriptor statement_descriptor_suffix)
            setup_intent_data(description metadata{})
            branding_settings(display_name) automatic_tax(enabled?) customer_update(address name) tax_id_collection(enabled?) billing_address_collection

            """ + CheckoutItems.Parameters + CheckoutDiscounts.Parameters + CheckoutSubscription.Parameters + CheckoutInvoice.Parameters, Create),
        Operation.Get("/v1/checkout/sessions", ParameterShape.ListOf("created~ customer payment_intent setup_intent status subscription"), call =>
            call.List("checkout.session", "/v1/checkout/sessions", "customer", "payment_intent", "setup_intent", "status", "subscription")),
        Operation.Get("/v1/checkout/sessions/{id}", ParameterShape.None, call => call.Subject("checkout.session")),
        Operation.Get("/v1/checkout/sessions/{id}/line_items", ParameterShape.ListOf(string.Empty), call => LineItems(call.Subject("checkout.session"))),
        Operation.Post("/v1/checkout/sessions/{id}/expire", string.Empty, Expire),
    ];

    public static JsonObject LineItems(JsonObject session) => Call.ListAnswer(
        session.Children("_line_items").Select(Rendering.Public), $"/v1/checkout/sessions/{session.Text("id")}/line_items");

    private static JsonObject Create(Call call)
    {
        var mode = call.Text("mode");
        if (mode is not ("payment" or "setup" or "subscription"))
            throw StripeFault.Invalid("Invalid mode: must be one of payment, setup, or subscription", "mode");
        if (call.Given.Text("ui_mode") is not (null or "hosted_page"))
            throw StripeFault.Invalid("The sandbox has the hosted page only.", "ui_mode");
        var (customer, email) = Payer(call);
        var (items, currency) = mode == "setup" ? CheckoutSetup.NothingOrdered(call) : CheckoutItems.Read(call);
        var methods = Methods(call, mode, currency);
        long? total = mode == "setup" ? null : items.Sum(i => i.Whole("amount_total")!.Value);
        var session = new JsonObject
        {
            ["id"] = Ids.New("cs_test_", 58),
            ["object"] = "checkout.session",
            ["adaptive_pricing"] = null,
            ["after_expiration"] = null,
            ["allow_promotion_codes"] = null,
            ["amount_subtotal"] = total,
            ["amount_total"] = total,
            ["automatic_tax"] = new JsonObject { ["enabled"] = false, ["liability"] = null, ["provider"] = null, ["status"] = null },
            ["billing_address_collection"] = null,
            ["cancel_url"] = Link(call, "cancel_url"),
            ["client_reference_id"] = Reference(call),
            ["client_secret"] = null,
            ["collected_information"] = null,
            ["consent"] = null,
            ["consent_collection"] = null,
            ["created"] = call.State.Now,
            ["currency"] = currency,
            ["currency_conversion"] = null,
            ["custom_fields"] = new JsonArray(),
            ["custom_text"] = new JsonObject { ["after_submit"] = null, ["shipping_address"] = null, ["submit"] = null, ["terms_of_service_acceptance"] = null },
            ["customer"] = customer,
            ["customer_account"] = null,
            ["customer_creation"] = customer is null ? "if_required" : null,
            ["customer_details"] = email is null ? null : Details(email, null),
            ["customer_email"] = call.Given.Text("customer_email"),
            ["discounts"] = new JsonArray(),
            ["expires_at"] = ExpiresAt(call),
            ["integration_identifier"] = null,
            ["invoice"] = null,
            ["invoice_creation"] = null,
            ["livemode"] = false,
            ["locale"] = call.Given.Text("locale"),
            ["managed_payments"] = null,
            ["metadata"] = Metadata.Apply(null, call.Given["metadata"]),
            ["mode"] = mode,
            ["origin_context"] = null,
            ["payment_intent"] = null,
            ["payment_link"] = null,
            ["payment_method_collection"] = "if_required",
            ["payment_method_configuration_details"] = null,
            ["payment_method_options"] = new JsonObject(),
            ["payment_method_types"] = new JsonArray([.. methods.Select(m => (JsonNode)m)]),
            ["payment_status"] = mode == "setup" ? "no_payment_required" : "unpaid",
            ["permissions"] = null,
            ["recovered_from"] = null,
            ["saved_payment_method_options"] = null,
            ["setup_intent"] = null,
            ["shipping_address_collection"] = null,
            ["shipping_cost"] = null,
            ["shipping_options"] = new JsonArray(),
            ["status"] = "open",
            ["submit_type"] = null,
            ["subscription"] = null,
            ["success_url"] = Link(call, "success_url") ?? throw StripeFault.Required("success_url"),
            ["total_details"] = total is null ? null : new JsonObject { ["amount_discount"] = 0, ["amount_shipping"] = 0, ["amount_tax"] = 0 },
            ["ui_mode"] = "hosted_page",
            ["url"] = null,
            ["wallet_options"] = null,
            ["_line_items"] = new JsonArray([.. items]),
            ["_intent"] = call.Given.CopyOf("payment_intent_data"),
            ["_seller"] = call.Given.Child("branding_settings")?.Text("display_name"),
        };
        if (mode == "setup")
            CheckoutSetup.Begin(call, session);
        CheckoutSubscription.Begin(call, session);
        CheckoutInvoice.Begin(call.Given, session);
        CheckoutTaxes.Begin(call, session);
        CheckoutDiscounts.Begin(call, session);
        CheckoutTotals.Compute(call.State, session);
        call.State.Objects.Add(session);
        call.State.Timers.Set(session.Whole("expires_at")!.Value, Timers.Session, session.Text("id")!);
        return session;
    }

    private static JsonObject Expire(Call call)
    {
        var session = call.Subject("checkout.session");
        if (session.Text("status") != "open")
            throw StripeFault.Invalid("Only Checkout Sessions with a status in [\"open\"] can be expired.");
        Expire(call.State, session);
        return session;
    }

    /// <summary>Closes an open session; its unfinished payment can no longer be confirmed.</summary>
    public static void Expire(State state, JsonObject session)
    {
        if (session.Text("status") != "open")
            return;
        if (session.Text("payment_intent") is { } id && state.Objects.Find(id) is { } intent && intent.Text("status") is not ("succeeded" or "canceled"))
            PaymentIntents.Cancel(state, intent, "expired");
        if (session.Text("setup_intent") is { } setup)
            SetupIntents.Cancel(state, state.Require("setup_intent", setup), "abandoned");
        CheckoutSubscription.Abandon(state, session);
        CheckoutDiscounts.Release(state, session);
        session["status"] = "expired";
        state.Objects.Save(session);
        state.Emit("checkout.session.expired", session);
    }

    public static JsonObject Details(string? email, string? name) => new()
    {
        ["address"] = null, ["email"] = email, ["name"] = name, ["phone"] = null, ["tax_exempt"] = "none", ["tax_ids"] = new JsonArray(),
    };

    private static (string? Customer, string? Email) Payer(Call call)
    {
        if (call.Given.Text("customer") is not { } id)
            return (null, call.Given.Text("customer_email"));
        if (call.Given.Text("customer_email") is not null)
            throw StripeFault.Invalid("You may only specify one of these parameters: customer, customer_email.", "customer_email");
        var customer = call.State.Require("customer", id, "customer");
        return (id, customer.Text("email"));
    }

    private static List<string> Methods(Call call, string mode, string? currency)
    {
        var asked = call.Given.Texts("payment_method_types").ToList();
        if (asked.Find(m => m is not ("card" or "link" or "us_bank_account" or "sepa_debit")) is { } unknown)
            throw StripeFault.Invalid($"The sandbox pays by card, link, us_bank_account and sepa_debit, not by {unknown}.", "payment_method_types");
        return asked.Count == 0 ? TurnedOn(call, mode, currency) : asked;
    }

    /// <summary>What a seller who names nothing has turned on: cards, and for a payment that is taken at once the debit of its currency's banks.</summary>
    private static List<string> TurnedOn(Call call, string mode, string? currency) => (mode, currency) switch
    {
        // Banks know no hold.
        _ when call.Given.Child("payment_intent_data")?.Text("capture_method") == "manual" => ["card"],
        ("payment", "usd") => ["card", "us_bank_account"],
        ("payment", "eur") => ["card", "sepa_debit"],
        _ => ["card"],
    };

    private static string? Link(Call call, string name)
    {
        if (call.Given.Text(name) is not { } link)
            return null;
        return Uri.TryCreate(link, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? link
            : throw StripeFault.Invalid("Not a valid URL", name, "url_invalid");
    }

    private static string? Reference(Call call) => call.Given.Text("client_reference_id") is { Length: > 200 }
        ? throw StripeFault.Invalid("client_reference_id can be at most 200 characters.", "client_reference_id")
        : call.Given.Text("client_reference_id");

    private static long ExpiresAt(Call call)
    {
        var now = call.State.Now;
        if (call.Given.Whole("expires_at") is not { } asked)
            return now + LongestLife;
        return asked >= now + ShortestLife && asked <= now + LongestLife
            ? asked
            : throw StripeFault.Invalid("The expires_at timestamp must be between 30 minutes and 24 hours from Checkout Session creation.", "expires_at");
    }
}
