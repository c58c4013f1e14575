using System.Text.Json.Nodes;

namespace Stripe.Sandbox.Resources;

/// <summary>What the payer has to do before an intent can go on: pass the bank's check.</summary>
internal static class NextAction
{
    /// <summary>Marks the intent; with a <c>return_url</c> known, the payer is sent to the bank's page and back.</summary>
    public static void Require(JsonObject intent, string kind)
    {
        intent["status"] = "requires_action";
        intent["next_action"] = intent.Text("_return_url") is { } back
            ? new JsonObject { ["type"] = "redirect_to_url", ["redirect_to_url"] = new JsonObject { ["return_url"] = back, ["url"] = $"/3ds/{intent.Text("id")}" } }
            : new JsonObject { ["type"] = "use_stripe_sdk", ["use_stripe_sdk"] = new JsonObject { ["type"] = "three_d_secure_redirect", ["source"] = kind } };
    }

    /// <summary>The page's address, known only when the answer leaves.</summary>
    public static void Address(JsonObject intent, string address)
    {
        if (intent.Child("next_action")?.Child("redirect_to_url") is { } redirect && redirect.Text("url") is { } url && url.StartsWith('/'))
            redirect["url"] = address + url;
    }
}
