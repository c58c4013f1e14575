using System.Text.Json.Nodes;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>Calls that many tests make on their way to what they ask.</summary>
internal static class SandboxCalls
{
    public static async Task<JsonObject> CreateAsync(this TestSandbox sandbox, string path, string form, int status = 200)
    {
        var answer = await sandbox.PostAsync("/v1/" + path, form);
        Assert.True(answer.Status == status, $"{path}: {answer.Status} {answer.Body.ToJsonString()}");
        return answer.Body;
    }

    public static async Task<JsonObject> ReadAsync(this TestSandbox sandbox, string path) => (await sandbox.GetAsync("/v1/" + path)).Body;

    public static async Task<string> CustomerAsync(this TestSandbox sandbox) => (string)(await sandbox.CreateAsync("customers", "name=Halden"))["id"]!;

    public static async Task<string> CardOfAsync(this TestSandbox sandbox, string customer, string token = "pm_card_visa") =>
        (string)(await sandbox.CreateAsync($"payment_methods/{token}/attach", $"customer={customer}"))["id"]!;

    /// <summary>A paid payment intent of 1,000 cents.</summary>
    public static Task<JsonObject> PaidAsync(this TestSandbox sandbox, string token = "pm_card_visa", string more = "") =>
        sandbox.CreateAsync("payment_intents", $"amount=1000&currency=eur&confirm=true&payment_method={token}{more}");

    /// <summary>Types of everything that happened since the start or since the event after which is asked, oldest first.</summary>
    public static async Task<List<string>> EventTypesAsync(this TestSandbox sandbox, string? after = null)
    {
        var events = (await sandbox.ReadAsync($"events?limit=100{(after is null ? string.Empty : "&ending_before=" + after)}"))["data"]!.AsArray();
        return [.. events.Select(e => (string)e!["type"]!).Reverse()];
    }

    public static async Task<string> LastEventAsync(this TestSandbox sandbox) => (string)(await sandbox.ReadAsync("events?limit=1"))["data"]![0]!["id"]!;

    public static string? Text(this JsonNode node, string path)
    {
        JsonNode? found = node;
        foreach (var step in path.Split('.'))
            found = found?[step];
        return found?.ToString();
    }
}
