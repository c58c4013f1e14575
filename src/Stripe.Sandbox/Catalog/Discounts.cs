using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Catalog;

/// <summary>A coupon given to a subscription or an invoice.</summary>
internal static class Discounts
{
    public const string Parameters = "discounts[](coupon promotion_code discount) ";

    public static JsonObject Add(State state, JsonObject coupon, JsonObject? code, string? customer, string? subscription, string? session = null)
    {
        var discount = new JsonObject
        {
            ["id"] = Ids.New("di_"),
            ["object"] = "discount",
            ["checkout_session"] = session,
            ["customer"] = customer,
            ["customer_account"] = null,
            ["end"] = coupon.Text("duration") == "repeating"
                ? DateTimeOffset.FromUnixTimeSeconds(state.Now).AddMonths((int)coupon.Whole("duration_in_months")!.Value).ToUnixTimeSeconds() : null,
            ["invoice"] = null,
            ["invoice_item"] = null,
            ["promotion_code"] = code?.Text("id"),
            ["source"] = new JsonObject { ["coupon"] = coupon.Text("id"), ["type"] = "coupon" },
            ["start"] = state.Now,
            ["subscription"] = subscription,
            ["subscription_item"] = null,
            ["_created"] = state.Now,
        };
        state.Objects.Add(discount);
        return discount;
    }

    /// <summary>Redeems what <c>discounts[]</c> names; an element may also keep a discount that is there already.</summary>
    public static JsonArray Take(State state, JsonObject given, string customer, string currency, string subscription)
    {
        var taken = new JsonArray();
        foreach (var (element, index) in given.Children("discounts").Select((d, i) => (d, i)))
        {
            if (element.Text("discount") is { } kept)
            {
                taken.Add(state.Require("discount", kept, FormattableString.Invariant($"discounts[{index}][discount]")).Text("id"));
                continue;
            }

            var (coupon, code) = Redemptions.Named(state, element, FormattableString.Invariant($"discounts[{index}]"));
            Redemptions.CheckFits(state, coupon, code, customer, currency, long.MaxValue);
            Redemptions.Redeem(state, coupon, code);
            var discount = Add(state, coupon, code, customer, subscription);
            state.Emit("customer.discount.created", discount);
            taken.Add(discount.Text("id"));
        }

        return taken;
    }

    /// <summary>Those of the list that still hold at this moment, with their coupons.</summary>
    public static List<(string Id, JsonObject Coupon)> InForce(State state, JsonObject owner) =>
        [.. owner.Texts("discounts").Select(id => state.Objects.Find(id)!)
            .Where(d => d.Whole("end") is null || d.Whole("end") > state.Now)
            .Select(d => (d.Text("id")!, state.Objects.Find(d.Child("source")!.Text("coupon")!)!))];

    /// <summary>What a coupon takes off each amount. The parts add up to what it takes off the whole, half a unit rounded up.</summary>
    /// <param name="coupon">Percent or amount off.</param>
    /// <param name="amounts">What it applies to, in the smallest unit; what isn't positive is left alone.</param>
    public static long[] Allocate(JsonObject coupon, IReadOnlyList<long> amounts)
    {
        var whole = amounts.Sum(Positive);
        var off = coupon.Whole("amount_off") is { } fixedAmount
            ? Math.Min(fixedAmount, whole)
            : (long)Math.Round(whole * coupon["percent_off"]!.GetValue<decimal>() / 100m, MidpointRounding.AwayFromZero);
        var parts = new long[amounts.Count];
        long before = 0, given = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            before += Positive(amounts[i]);
            var upToHere = Share.Of(off, before, whole);
            parts[i] = upToHere - given;
            given = upToHere;
        }

        return parts;
    }

    /// <summary>What is left of an amount after all of them, one after the other.</summary>
    public static long Net(IEnumerable<JsonObject> coupons, long amount) =>
        coupons.Aggregate(amount, (left, coupon) => left - Allocate(coupon, [left])[0]);

    private static long Positive(long amount) => Math.Max(0, amount);
}
