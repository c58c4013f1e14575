using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Discounts;
using Billing.PriceBooks;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>Whether a code applies and what it does.</summary>
internal static class CouponVectors
{
    public static object Answer(Vector vector)
    {
        var (given, when) = (vector.Given, vector.When);
        var book = BookFiles.Changed(vector, document => document["coupons"] = new JsonArray(CouponOf(given.GetProperty("coupon"))));
        var account = given.GetProperty("account");
        var purchase = when.GetProperty("purchase");
        var list = purchase.AmountOrZero("list", book.Currency);
        var standing = new CouponStanding(account.Whole("payments") ?? 0, [.. account.List("redeemed").Select(code => code.GetString()!)]);
        var answer = CouponDecision.Decide(book, when.Text("code"), standing, new(purchase.Text("type").Named<PurchaseKind>(), list), when.Moment("at"));
        return answer is CouponAnswer.Accepted yes
            ? Written(book, null, yes.Discount.Text(), yes.Charge.Text(), yes.Credits.Text())
            : Written(book, ((CouponAnswer.Refused)answer).Code, "0", list.Text(), "0");
    }

    private static object Written(PriceBook book, string? refused, string discount, string charge, string credits) => new
    {
        unit = book.Currency.Code,
        accepted = refused is null,
        refused_reason = refused,
        discount,
        charge,
        credits_added = credits,
    };

    private static JsonObject CouponOf(JsonElement coupon)
    {
        var document = new JsonObject
        {
            ["code"] = coupon.Str("code"),
            ["effect"] = coupon.Str("effect"),
            ["value"] = coupon.Str("value"),
            ["customers"] = coupon.Flag("new_users_only") ? "new" : "all",
            ["uses"] = coupon.Flag("once_per_account") ? "once_per_account" : "any_number",
        };
        foreach (var bound in new[] { "valid_from", "valid_until" })
        {
            if (coupon.Str(bound) is { } at) document[bound] = at;
        }

        return document;
    }
}
