using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Portal.Browser.Fixture;

/// <summary>The local payment provider, from behind: what a test needs that a payer cannot do.</summary>
/// <param name="page">Any of its pages, or its address.</param>
public sealed class Sandbox(Uri page)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri(page.GetLeftPart(UriPartial.Authority)),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_browser") },
    };

    /// <summary>Sends the newest paid-checkout event to the portal again, several at a time.</summary>
    public async Task DeliverLastEventAgain(int times)
    {
        var events = JsonNode.Parse(await _http.GetStringAsync("/v1/events?type=checkout.session.completed&limit=1"))!;
        var id = events["data"]![0]!["id"]!.GetValue<string>();
        var queued = await Post($"/_sandbox/events/{id}/redeliver", ("times", $"{times}"));
        Assert.Equal(times, queued["queued"]!.GetValue<int>());
    }

    /// <summary>Waits until every delivery was answered.</summary>
    public async Task EverythingIsDelivered()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while ((await Post("/_sandbox/status"))["undelivered"]!.GetValue<int>() > 0) await Task.Delay(50, deadline.Token);
    }

    /// <summary>The newest invoice's reason, and what was taken for it in cents.</summary>
    public async Task<(string Reason, long Paid)> NewestInvoice()
    {
        var invoice = JsonNode.Parse(await _http.GetStringAsync("/v1/invoices?limit=1"))!["data"]![0]!;
        return (invoice["billing_reason"]!.GetValue<string>(), invoice["amount_paid"]!.GetValue<long>());
    }

    private async Task<JsonNode> Post(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await _http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
