using System.Globalization;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Catalog;

internal static class Coupons
{
    /// <summary>The timer of a coupon's last day.</summary>
    public const string LastDay = "coupon";

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/coupons", "id name amount_off# currency percent_off duration duration_in_months# max_redemptions# metadata{} redeem_by#", Create),
        Operation.Get("/v1/coupons", ParameterShape.ListOf("created~"), call => call.List("coupon", "/v1/coupons")),
        Operation.Get("/v1/coupons/{id}", ParameterShape.None, call => call.Subject("coupon")),
        Operation.Post("/v1/coupons/{id}", "name metadata{}", Update),
        Operation.Delete("/v1/coupons/{id}", Delete),
    ];

    /// <summary>No longer to be redeemed; discounts already given go on.</summary>
    public static void Close(State state, JsonObject coupon)
    {
        coupon["valid"] = false;
        state.Objects.Save(coupon);
        foreach (var code in state.Objects.Where("promotion_code", "promotion.coupon", coupon.Text("id")!).Where(c => c.Flag("active")))
            PromotionCodes.Close(state, code);
    }

    private static JsonObject Create(Call call)
    {
        var given = call.Given;
        if (given["percent_off"] is null == given["amount_off"] is null)
            throw StripeFault.Invalid("You must pass exactly one of percent_off or amount_off.", "percent_off");
        var duration = given.Text("duration") ?? "once";
        if (duration is not ("once" or "repeating" or "forever"))
            throw StripeFault.Invalid("Invalid duration: must be one of forever, once, or repeating", "duration");
        if (duration == "repeating" == given["duration_in_months"] is null)
            throw StripeFault.Invalid("duration_in_months is required for repeating coupons, and for those only.", "duration_in_months");
        var id = given.Text("id") ?? Ids.New(string.Empty, 8);
        if (call.State.Objects.Find(id) is { } existing && !existing.Flag("deleted"))
            throw StripeFault.Invalid("Coupon already exists.", "id", "resource_already_exists");
        var last = given.Whole("redeem_by");
        if (last <= call.State.Now)
            throw StripeFault.Invalid("The redeem_by timestamp must be in the future.", "redeem_by");
        if (given.Whole("max_redemptions") < 1)
            throw StripeFault.Invalid("Invalid positive integer", "max_redemptions", "parameter_invalid_integer");
        call.State.Objects.Remove(id);

        var coupon = new JsonObject
        {
            ["id"] = id,
            ["object"] = "coupon",
            ["amount_off"] = AmountOff(given),
            ["created"] = call.State.Now,
            ["currency"] = given["amount_off"] is null ? null : Currency.Check(call.Text("currency"), "currency"),
            ["duration"] = duration,
            ["duration_in_months"] = given.Whole("duration_in_months"),
            ["livemode"] = false,
            ["max_redemptions"] = given.Whole("max_redemptions"),
            ["metadata"] = Metadata.Apply(null, given["metadata"]),
            ["name"] = given.Text("name"),
            ["percent_off"] = PercentOff(given),
            ["redeem_by"] = last,
            ["times_redeemed"] = 0,
            ["valid"] = true,
            ["_reserved"] = 0,
        };
        call.State.Objects.Add(coupon);
        if (last is { } day)
            call.State.Timers.Set(day, LastDay, id);
        call.State.Emit("coupon.created", coupon);
        return coupon;
    }

    private static JsonObject Update(Call call)
    {
        var coupon = call.Subject("coupon");
        if (call.Given.Text("name") is { } name)
            coupon["name"] = name.Length == 0 ? null : name;
        coupon["metadata"] = Metadata.Apply(coupon.Child("metadata"), call.Given["metadata"]);
        call.State.Objects.Save(coupon);
        call.State.Emit("coupon.updated", coupon);
        return coupon;
    }

    /// <summary>Kept out of sight: discounts given go on and still name it.</summary>
    private static JsonObject Delete(Call call)
    {
        var coupon = call.Subject("coupon");
        Close(call.State, coupon);
        call.State.Emit("coupon.deleted", coupon);
        coupon["deleted"] = true;
        call.State.Objects.Save(coupon);
        return new JsonObject { ["id"] = call.Id, ["object"] = "coupon", ["deleted"] = true };
    }

    private static long? AmountOff(JsonObject given) => given.Whole("amount_off") is not < 1
        ? given.Whole("amount_off")
        : throw StripeFault.Invalid("Invalid positive integer", "amount_off", "parameter_invalid_integer");

    private static JsonNode? PercentOff(JsonObject given)
    {
        if (given.Text("percent_off") is not { } text)
            return null;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100
            ? JsonValue.Create(percent)
            : throw StripeFault.Invalid("Invalid percent_off: must be greater than 0 and at most 100", "percent_off");
    }
}
