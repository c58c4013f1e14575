using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>A session's discount: named when it is opened, or typed by the payer. Its place is held until the session ends.</summary>
internal static class CheckoutDiscounts
{
    public const string Parameters = "allow_promotion_codes? " + Discounts.Parameters;

    public static void Begin(Call call, JsonObject session)
    {
        var given = call.Given.Children("discounts").ToList();
        if (given.Count > 0 && call.Given["allow_promotion_codes"] is not null)
            throw StripeFault.Invalid("You may only specify one of these parameters: allow_promotion_codes, discounts.", "discounts");
        if (given.Count > 1)
            throw StripeFault.Invalid("A Checkout Session takes one discount.", "discounts");
        if (call.Given["allow_promotion_codes"] is not null)
            session["allow_promotion_codes"] = call.Given.Flag("allow_promotion_codes");
        if (given.Count == 1)
        {
            var (coupon, code) = Redemptions.Named(call.State, given[0], "discounts[0]");
            Hold(call.State, session, coupon, code);
        }
    }

    /// <summary>The payer types a code; what is wrong with it is kept for the page to show.</summary>
    public static void Enter(State state, JsonObject session, string text)
    {
        var problem = Take(state, session, text);
        var current = state.Require("checkout.session", session.Text("id")!);
        current["_code"] = text;
        current["_code_problem"] = problem;
        state.Objects.Save(current);
    }

    /// <summary>The payer takes the code back.</summary>
    public static void Remove(State state, JsonObject session)
    {
        if (session.Text("status") != "open" || !session.Flag("allow_promotion_codes") || session["_subscription"] is not null)
            return;
        Release(state, session);
        session["_code"] = null;
        CheckoutTotals.Compute(state, session);
        state.Objects.Save(session);
    }

    public static JsonObject? Coupon(State state, JsonObject session) =>
        session.Child("_discount")?.Text("coupon") is { } id ? state.Objects.Find(id) : null;

    public static JsonObject? Code(State state, JsonObject session) =>
        session.Child("_discount")?.Text("promotion_code") is { } id ? state.Objects.Find(id) : null;

    /// <summary>Gives the place back to others.</summary>
    public static void Release(State state, JsonObject session)
    {
        if (Coupon(state, session) is not { } coupon)
            return;
        Redemptions.Reserve(state, coupon, Code(state, session), -1);
        session["_discount"] = null;
        session["discounts"] = new JsonArray();
    }

    /// <summary>The session is complete: what was held is used.</summary>
    public static void Use(State state, JsonObject session)
    {
        if (Coupon(state, session) is not { } coupon || session.Child("_discount")!.Flag("used"))
            return;
        Redemptions.Reserve(state, coupon, Code(state, session), -1);
        Redemptions.Redeem(state, Coupon(state, session)!, Code(state, session));
        session.Child("_discount")!["used"] = true;
    }

    /// <summary>The discount as another object's creation names it; the place held becomes free for that.</summary>
    public static JsonArray HandOver(State state, JsonObject session)
    {
        if (session.Child("_discount") is not { } discount || discount.Flag("used") || Coupon(state, session) is not { } coupon)
            return [];
        Redemptions.Reserve(state, coupon, Code(state, session), -1);
        discount["used"] = true;
        return new JsonArray(discount.Text("promotion_code") is { } code ? new JsonObject { ["promotion_code"] = code } : new JsonObject { ["coupon"] = coupon.Text("id") });
    }

    private static void Hold(State state, JsonObject session, JsonObject coupon, JsonObject? code)
    {
        Redemptions.CheckFits(state, coupon, code, session.Text("customer"), session.Text("currency")!, session.Whole("amount_subtotal")!.Value);
        Redemptions.Reserve(state, coupon, code, 1);
        session["_discount"] = new JsonObject { ["coupon"] = coupon.Text("id"), ["promotion_code"] = code?.Text("id"), ["used"] = false };
        session["discounts"] = new JsonArray(new JsonObject { ["coupon"] = coupon.Text("id"), ["promotion_code"] = code?.Text("id") });
    }

    private static string? Take(State state, JsonObject session, string text)
    {
        if (session.Text("status") != "open" || !session.Flag("allow_promotion_codes"))
            return "This page takes no promotion code.";
        if (session["_subscription"] is not null)
            return "The order can no longer be changed.";
        if (PromotionCodes.Active(state, text) is not { } code)
            return "This code is invalid.";
        try
        {
            return state.OrNothing<string?>(() =>
            {
                Release(state, session);
                Hold(state, session, Redemptions.CheckOpen(state, Redemptions.CouponOf(state, code), code), code);
                CheckoutTotals.Compute(state, session);
                state.Objects.Save(session);
                return null;
            });
        }
        catch (StripeFault refusal)
        {
            return refusal.Message;
        }
    }
}
