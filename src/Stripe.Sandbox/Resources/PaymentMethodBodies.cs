using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;

namespace Stripe.Sandbox.Resources;

/// <summary>What a payment method says about a card or an account, in its own form and in a charge's.</summary>
internal static class PaymentMethodBodies
{
    public static JsonObject Card(TestCard card, int month, int year, string? wallet) => new()
    {
        ["brand"] = card.Brand,
        ["checks"] = new JsonObject { ["address_line1_check"] = null, ["address_postal_code_check"] = null, ["cvc_check"] = "pass" },
        ["country"] = "US",
        ["display_brand"] = DisplayBrand(card.Brand),
        ["exp_month"] = month,
        ["exp_year"] = year,
        ["fingerprint"] = Fingerprint(card),
        ["funding"] = card.Funding,
        ["generated_from"] = null,
        ["last4"] = card.Last4,
        ["networks"] = new JsonObject { ["available"] = new JsonArray(card.Brand), ["preferred"] = null },
        ["regulated_status"] = "unregulated",
        ["three_d_secure_usage"] = new JsonObject { ["supported"] = true },
        ["wallet"] = wallet is null ? null : new JsonObject { ["dynamic_last4"] = wallet == "link" ? null : card.Last4, ["type"] = wallet, [wallet] = new JsonObject() },
    };

    public static JsonObject Account(TestAccount account) => account.IsSepa
        ? new JsonObject
        {
            ["bank_code"] = account.Number[4..12],
            ["branch_code"] = string.Empty,
            ["country"] = account.Number[..2],
            ["fingerprint"] = Fingerprint(account),
            ["generated_from"] = new JsonObject { ["charge"] = null, ["setup_attempt"] = null },
            ["last4"] = account.Last4,
        }
        : new JsonObject
        {
            ["account_holder_type"] = "individual",
            ["account_type"] = "checking",
            ["bank_name"] = "STRIPE TEST BANK",
            ["financial_connections_account"] = null,
            ["fingerprint"] = Fingerprint(account),
            ["last4"] = account.Last4,
            ["networks"] = new JsonObject { ["preferred"] = "ach", ["supported"] = new JsonArray("ach") },
            ["routing_number"] = TestAccount.UsRouting,
            ["status_details"] = new JsonObject(),
        };

    /// <summary>A charge's <c>payment_method_details</c>.</summary>
    public static JsonObject OfCharge(JsonObject method, bool authenticated)
    {
        var type = method.Text("type")!;
        var source = method.Child(type)!;
        string[] kept = type switch
        {
            "card" => ["brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4", "wallet"],
            "sepa_debit" => ["bank_code", "branch_code", "country", "fingerprint", "last4"],
            _ => ["account_holder_type", "account_type", "bank_name", "fingerprint", "last4", "routing_number"],
        };
        var details = new JsonObject();
        foreach (var field in kept)
            details[field] = source[field]?.DeepClone();
        if (type == "card")
        {
            details["network"] = source.Text("brand");
            details["checks"] = source["checks"]?.DeepClone();
            details["three_d_secure"] = authenticated
                ? new JsonObject
                {
                    ["authentication_flow"] = "challenge", ["electronic_commerce_indicator"] = null, ["exemption_indicator"] = null,
                    ["result"] = "authenticated", ["result_reason"] = null, ["transaction_id"] = null, ["version"] = "2.2.0",
                }
                : null;
        }
        else if (type == "us_bank_account")
        {
            details["payment_reference"] = null;
        }
        else
        {
            details["mandate"] = null;
        }

        return new JsonObject { ["type"] = type, [type] = details };
    }

    /// <summary>The same number has the same fingerprint, however often it is entered.</summary>
    private static string Fingerprint(TestMeans means) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(means.Number)))[..16].Replace('+', 'x').Replace('/', 'y');

    private static string DisplayBrand(string brand) => brand switch
    {
        "amex" => "american_express",
        "diners" => "diners_club",
        "unionpay" => "union_pay",
        _ => brand,
    };
}
