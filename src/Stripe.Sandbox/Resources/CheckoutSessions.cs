using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class CheckoutSessions
{
    private const long ShortestLife = 30 * 60;
    private const long LongestLife = 24 * 60 * 60;
    private const long MostOfOne = 999_999;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/checkout/sessions", """
            mode ui_mode success_url cancel_url customer customer_email client_reference_id currency locale expires_at# metadata{} payment_method_types[]
            line_items[](quantity# price_data(currency unit_amount# product_data(name description metadata{} images[])))
            payment_intent_data(description metadata{} receipt_email setup_future_usage capture_method statement_descriptor statement_descriptor_suffix)
            setup_intent_data(description metadata{})
            branding_settings(display_name)
            """, Create),
        Operation.Get("/v1/checkout/sessions", ParameterShape.ListOf("created~ customer payment_intent setup_intent status"), call =>
            call.List("checkout.session", "/v1/checkout/sessions", "customer", "payment_intent", "setup_intent", "status")),
        Operation.Get("/v1/checkout/sessions/{id}", ParameterShape.None, call => call.Subject("checkout.session")),
        Operation.Get("/v1/checkout/sessions/{id}/line_items", ParameterShape.ListOf(string.Empty), call => LineItems(call.Subject("checkout.session"))),
        Operation.Post("/v1/checkout/sessions/{id}/expire", string.Empty, Expire),
    ];

    public static JsonObject LineItems(JsonObject session) => Call.ListAnswer(
        session.Children("_line_items").Select(i => i.DeepClone().AsObject()), $"/v1/checkout/sessions/{session.Text("id")}/line_items");

    private static JsonObject Create(Call call)
    {
        var mode = call.Text("mode");
        if (mode is not ("payment" or "setup"))
            throw StripeFault.Invalid("The sandbox opens sessions of mode payment and setup.", "mode");
        if (call.Given.Text("ui_mode") is not (null or "hosted_page"))
            throw StripeFault.Invalid("The sandbox has the hosted page only.", "ui_mode");
        var methods = Methods(call);
        var (customer, email) = Payer(call);
        var (items, currency) = mode == "setup" ? CheckoutSetup.NothingOrdered(call) : OrderedItems(call);
        long? total = mode == "setup" ? null : Currency.CheckAmount(items.Sum(i => i.Whole("amount_total")!.Value), currency!, "line_items");
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
            ["created"] = call.State.Now,
            ["currency"] = currency,
            ["custom_fields"] = new JsonArray(),
            ["customer"] = customer,
            ["customer_creation"] = customer is null ? "if_required" : null,
            ["customer_details"] = email is null ? null : Details(email, null),
            ["customer_email"] = call.Given.Text("customer_email"),
            ["discounts"] = new JsonArray(),
            ["expires_at"] = ExpiresAt(call),
            ["invoice"] = null,
            ["invoice_creation"] = null,
            ["livemode"] = false,
            ["locale"] = call.Given.Text("locale"),
            ["metadata"] = Metadata.Apply(null, call.Given["metadata"]),
            ["mode"] = mode,
            ["payment_intent"] = null,
            ["payment_link"] = null,
            ["payment_method_collection"] = "if_required",
            ["payment_method_options"] = new JsonObject(),
            ["payment_method_types"] = new JsonArray([.. methods.Select(m => (JsonNode)m)]),
            ["payment_status"] = mode == "setup" ? "no_payment_required" : "unpaid",
            ["recovered_from"] = null,
            ["setup_intent"] = null,
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

    private static List<string> Methods(Call call)
    {
        var asked = call.Given.Texts("payment_method_types").ToList();
        if (asked.Find(m => m is not ("card" or "link" or "us_bank_account" or "sepa_debit")) is { } unknown)
            throw StripeFault.Invalid($"The sandbox pays by card, link, us_bank_account and sepa_debit, not by {unknown}.", "payment_method_types");
        return asked.Count == 0 ? ["card"] : asked;
    }

    private static (List<JsonObject> Items, string? Currency) OrderedItems(Call call)
    {
        var items = new List<JsonObject>();
        string? currency = null;
        foreach (var (given, index) in call.Given.Children("line_items").Select((g, i) => (g, i)))
        {
            var at = FormattableString.Invariant($"line_items[{index}]");
            var price = given.Child("price_data") ?? throw StripeFault.Required(at + "[price_data]");
            var its = Currency.Check(price.Text("currency") ?? throw StripeFault.Required(at + "[price_data][currency]"), at + "[price_data][currency]");
            if (currency is not null && its != currency)
                throw StripeFault.Invalid("All prices of a session must have the same currency.", at + "[price_data][currency]");
            currency = its;
            items.Add(Item(call.State, given, price, currency, at));
        }

        return currency is null ? throw StripeFault.Required("line_items") : (items, currency);
    }

    private static JsonObject Item(State state, JsonObject given, JsonObject price, string currency, string at)
    {
        var unit = price.Whole("unit_amount") ?? throw StripeFault.Required(at + "[price_data][unit_amount]");
        var quantity = given.Whole("quantity") ?? throw StripeFault.Required(at + "[quantity]");
        if (unit is < 0 or > Currency.Largest || quantity is < 1 or > MostOfOne)
            throw StripeFault.Invalid("The unit amount or the quantity is out of range.", at, "parameter_invalid_integer");
        var product = price.Child("product_data") ?? throw StripeFault.Required(at + "[price_data][product_data]");
        var name = product.Text("name") is { Length: > 0 } text ? text : throw StripeFault.Required(at + "[price_data][product_data][name]");
        var amount = checked(unit * quantity);
        return new JsonObject
        {
            ["id"] = Ids.New("li_"),
            ["object"] = "item",
            ["amount_discount"] = 0,
            ["amount_subtotal"] = amount,
            ["amount_tax"] = 0,
            ["amount_total"] = amount,
            ["currency"] = currency,
            ["description"] = name,
            ["price"] = new JsonObject
            {
                ["id"] = Ids.New("price_"),
                ["object"] = "price",
                ["active"] = false,
                ["billing_scheme"] = "per_unit",
                ["created"] = state.Now,
                ["currency"] = currency,
                ["livemode"] = false,
                ["metadata"] = new JsonObject(),
                ["product"] = Ids.New("prod_", 14),
                ["recurring"] = null,
                ["type"] = "one_time",
                ["unit_amount"] = unit,
                ["unit_amount_decimal"] = unit.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
            ["quantity"] = quantity,
            ["_about"] = product.Text("description"),
        };
    }

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
