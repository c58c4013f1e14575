using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Catalog;

/// <summary>
/// Who may take a coupon, and how often it was taken. An open checkout session holds a place without having used it, so
/// that two payers can't both be promised the last one.
/// </summary>
internal static class Redemptions
{
    /// <summary>The coupon, and the promotion code that led to it, of one element of <c>discounts[]</c>.</summary>
    /// <exception cref="StripeFault">There is none, or it can't be taken any more.</exception>
    public static (JsonObject Coupon, JsonObject? Code) Named(State state, JsonObject given, string at)
    {
        if (given.Text("coupon") is { } id)
        {
            var coupon = state.Require("coupon", id, $"{at}[coupon]");
            CheckOpen(state, coupon, null);
            return (coupon, null);
        }

        var code = state.Require("promotion_code", given.Text("promotion_code") ?? throw StripeFault.Required($"{at}[coupon]"), $"{at}[promotion_code]");
        if (!code.Flag("active"))
            throw Refused("This promotion code is not active.", $"{at}[promotion_code]");
        return (CheckOpen(state, CouponOf(state, code), code), code);
    }

    public static JsonObject CouponOf(State state, JsonObject code) => state.Objects.Find(code.Child("promotion")!.Text("coupon")!)!;

    public static JsonObject CheckOpen(State state, JsonObject coupon, JsonObject? code)
    {
        if (!coupon.Flag("valid") || coupon.Flag("deleted") || coupon.Whole("redeem_by") <= state.Now || IsTaken(coupon))
            throw Refused($"Coupon expired: {coupon.Text("id")}", "coupon");
        if (code is not null && (code.Whole("expires_at") <= state.Now || IsTaken(code)))
            throw Refused("This promotion code has expired or has been used as often as it can be.", "promotion_code");
        return coupon;
    }

    /// <summary>Whether this purchase is one the discount is for.</summary>
    /// <param name="state">Where former payments are.</param>
    /// <param name="coupon">What is taken off.</param>
    /// <param name="code">The code typed; null when the coupon itself was named.</param>
    /// <param name="customer">Who buys; null while nobody knows.</param>
    /// <param name="currency">Of the purchase.</param>
    /// <param name="amount">Of the purchase before discounts.</param>
    public static void CheckFits(State state, JsonObject coupon, JsonObject? code, string? customer, string currency, long amount)
    {
        if (coupon.Text("currency") is { } its && its != currency)
            throw Refused($"This coupon is in {its}, and the purchase in {currency}.", "discounts");
        if (code is null)
            return;
        var limits = code.Child("restrictions")!;
        if (code.Text("customer") is { } owner && owner != customer)
            throw Refused("This promotion code belongs to another customer.", "promotion_code");
        if (limits.Whole("minimum_amount") is { } least && (limits.Text("minimum_amount_currency") != currency || amount < least))
            throw Refused($"This promotion code is for purchases of at least {Currency.Show(least, limits.Text("minimum_amount_currency")!)}.", "promotion_code");
        if (limits.Flag("first_time_transaction") && customer is not null && state.Objects.Where("charge", "customer", customer).Any(c => c.Flag("paid")))
            throw Refused("This promotion code is for a customer's first purchase only.", "promotion_code");
    }

    /// <summary>Holds a place (1) or gives it back (-1).</summary>
    public static void Reserve(State state, JsonObject coupon, JsonObject? code, int places)
    {
        foreach (var counted in new[] { coupon, code }.OfType<JsonObject>())
        {
            counted["_reserved"] = counted.Whole("_reserved") + places;
            state.Objects.Save(counted);
        }
    }

    /// <summary>Taken for good; what is used up closes.</summary>
    public static void Redeem(State state, JsonObject coupon, JsonObject? code)
    {
        foreach (var counted in new[] { coupon, code }.OfType<JsonObject>())
        {
            counted["times_redeemed"] = counted.Whole("times_redeemed") + 1;
            state.Objects.Save(counted);
        }

        if (code is not null && code.Whole("times_redeemed") >= code.Whole("max_redemptions"))
            PromotionCodes.Close(state, code);
        if (coupon.Whole("times_redeemed") >= coupon.Whole("max_redemptions"))
            Coupons.Close(state, coupon);
    }

    private static bool IsTaken(JsonObject counted) => counted.Whole("times_redeemed") + counted.Whole("_reserved") >= counted.Whole("max_redemptions");

    private static StripeFault Refused(string message, string param) => StripeFault.Invalid(message, param, "coupon_expired");
}
