using System.Text.Json;
using Billing.Units;
using Stripe;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>When a customer's default card was chosen: the customer says which it is, only his events say since when.</summary>
internal static class DefaultCardHistory
{
    private const long PageSize = 100;

    /// <summary>Whether an event later than an instant made the card the default.</summary>
    public static async Task<bool> WasChosenAfter(StripeClient client, string customerId, string card, Instant instant, CancellationToken cancel)
    {
        var asked = new EventListOptions { Type = EventTypes.CustomerUpdated, Created = From(instant), Limit = PageSize };
        while (true)
        {
            var page = await new EventService(client).ListAsync(asked, cancellationToken: cancel);
            using var answer = JsonDocument.Parse(page.StripeResponse.Content);
            foreach (var (happened, body) in page.Data.Zip(answer.RootElement.GetProperty("data").EnumerateArray()))
            {
                // Stripe counts whole seconds: one that is as old as the choice it is compared with is not newer.
                if (At(happened.Created) > instant && Chose(body.GetProperty("data"), customerId, card)) return true;
            }

            if (!page.HasMore || page.Data.Count == 0) return false;
            asked.StartingAfter = page.Data[^1].Id;
        }
    }

    /// <summary>An event names the default among what changed only where it did change.</summary>
    private static bool Chose(JsonElement data, string customerId, string card) =>
        data.GetProperty("object") is var customer && customer.GetProperty("id").GetString() == customerId
        && TryDefault(customer, out var now) && now.ValueKind == JsonValueKind.String && now.GetString() == card
        && data.TryGetProperty("previous_attributes", out var before) && TryDefault(before, out _);

    private static bool TryDefault(JsonElement customer, out JsonElement card)
    {
        card = default;
        return customer.ValueKind == JsonValueKind.Object && customer.TryGetProperty("invoice_settings", out var settings)
            && settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty("default_payment_method", out card);
    }
}
