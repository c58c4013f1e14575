using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Catalog;

/// <summary>What a customer types to get a coupon.</summary>
internal static class PromotionCodes
{
    /// <summary>The timer of a code's last day.</summary>
    public const string LastDay = "promotion_code";

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/promotion_codes", """
            promotion(type coupon) code active? customer expires_at# max_redemptions# metadata{}
            restrictions(first_time_transaction? minimum_amount# minimum_amount_currency)
            """, Create),
        Operation.Get("/v1/promotion_codes", ParameterShape.ListOf("active? code coupon created~ customer"), List),
        Operation.Get("/v1/promotion_codes/{id}", ParameterShape.None, call => call.Subject("promotion_code")),
        Operation.Post("/v1/promotion_codes/{id}", "active? metadata{}", Update),
    ];

    /// <summary>The active code that reads so, whatever the case of its letters.</summary>
    public static JsonObject? Active(State state, string code) =>
        state.Objects.All("promotion_code").Find(c => c.Flag("active") && string.Equals(c.Text("code"), code.Trim(), StringComparison.OrdinalIgnoreCase));

    public static void Close(State state, JsonObject code)
    {
        code["active"] = false;
        state.Objects.Save(code);
        state.Emit("promotion_code.updated", code);
    }

    private static JsonObject Create(Call call)
    {
        var promotion = call.Given.Child("promotion") ?? throw StripeFault.Required("promotion");
        if (promotion.Text("type") != "coupon")
            throw StripeFault.Invalid("Invalid promotion[type]: must be coupon", "promotion[type]");
        var coupon = call.State.Require("coupon", promotion.Text("coupon") ?? throw StripeFault.Required("promotion[coupon]"), "promotion[coupon]");
        if (!coupon.Flag("valid"))
            throw StripeFault.Invalid($"Coupon expired: {coupon.Text("id")}", "promotion[coupon]", "coupon_expired");
        var text = call.Given.Text("code") ?? Ids.New(string.Empty, 8).ToUpperInvariant();
        if (text.Length == 0 || !text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw StripeFault.Invalid("A promotion code may hold letters, digits and dashes only.", "code");
        if (Active(call.State, text) is not null)
            throw StripeFault.Invalid("An active promotion code with that code already exists.", "code", "resource_already_exists");
        var last = call.Given.Whole("expires_at");
        if (last <= call.State.Now)
            throw StripeFault.Invalid("The expires_at timestamp must be in the future.", "expires_at");
        if (last > coupon.Whole("redeem_by"))
            throw StripeFault.Invalid("A promotion code may not outlive its coupon's redeem_by.", "expires_at");
        if (call.Given.Whole("max_redemptions") is { } most && (most < 1 || most > coupon.Whole("max_redemptions")))
            throw StripeFault.Invalid("max_redemptions must be at least 1 and at most that of the coupon.", "max_redemptions", "parameter_invalid_integer");

        var code = New(call, coupon, text, last);
        call.State.Objects.Add(code);
        if (last is { } day)
            call.State.Timers.Set(day, LastDay, code.Text("id")!);
        call.State.Emit("promotion_code.created", code);
        return code;
    }

    private static JsonObject New(Call call, JsonObject coupon, string text, long? last)
    {
        var limits = call.Given.Child("restrictions") ?? [];
        if (limits["minimum_amount"] is null != limits["minimum_amount_currency"] is null)
            throw StripeFault.Required(limits["minimum_amount"] is null ? "restrictions[minimum_amount]" : "restrictions[minimum_amount_currency]");
        return new JsonObject
        {
            ["id"] = Ids.New("promo_"),
            ["object"] = "promotion_code",
            ["active"] = call.Given["active"] is null || call.Given.Flag("active"),
            ["code"] = text,
            ["created"] = call.State.Now,
            ["customer"] = call.Given.Text("customer") is { } customer ? call.State.Require("customer", customer, "customer").Text("id") : null,
            ["customer_account"] = null,
            ["expires_at"] = last,
            ["livemode"] = false,
            ["max_redemptions"] = call.Given.Whole("max_redemptions"),
            ["metadata"] = Metadata.Apply(null, call.Given["metadata"]),
            ["promotion"] = new JsonObject { ["coupon"] = coupon.Text("id"), ["type"] = "coupon" },
            ["restrictions"] = new JsonObject
            {
                ["first_time_transaction"] = limits.Flag("first_time_transaction"),
                ["minimum_amount"] = limits.Whole("minimum_amount"),
                ["minimum_amount_currency"] = limits.Text("minimum_amount_currency")?.ToLowerInvariant(),
            },
            ["times_redeemed"] = 0,
            ["_reserved"] = 0,
        };
    }

    private static JsonObject List(Call call)
    {
        var conditions = call.FieldConditions("active", "customer").Concat(call.CreatedConditions()).ToList();
        if (call.Given.Text("code") is { } code)
            conditions.Add(("json_extract(body, '$.code') = ? COLLATE NOCASE", code));
        if (call.Given.Text("coupon") is { } coupon)
            conditions.Add(("json_extract(body, '$.promotion.coupon') = ?", coupon));
        return call.Page("promotion_code", "/v1/promotion_codes", conditions);
    }

    private static JsonObject Update(Call call)
    {
        var code = call.Subject("promotion_code");
        if (call.Given.Flag("active") && !code.Flag("active"))
            Redemptions.CheckOpen(call.State, call.State.Objects.Find(code.Child("promotion")!.Text("coupon")!)!, code);
        if (call.Given["active"] is not null)
            code["active"] = call.Given.Flag("active");
        code["metadata"] = Metadata.Apply(code.Child("metadata"), call.Given["metadata"]);
        call.State.Objects.Save(code);
        call.State.Emit("promotion_code.updated", code);
        return code;
    }
}
