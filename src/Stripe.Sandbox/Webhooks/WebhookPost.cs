using System.Globalization;
using System.Text;

namespace Stripe.Sandbox.Webhooks;

/// <summary>One attempt to deliver one event: posts, and says what came back.</summary>
internal sealed class WebhookPost : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Whether the receiver took it (2xx), and its answer for the record.</summary>
    public async Task<(bool Taken, string Answer)> SendAsync(string url, string body, string signature, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        request.Headers.TryAddWithoutValidation("User-Agent", "Stripe/1.0 (sandbox)");
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return (answer.IsSuccessStatusCode, ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (HttpRequestException unreachable)
        {
            return (false, unreachable.HttpRequestError.ToString());
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (false, "no answer in time");
        }
    }

    public void Dispose() => _client.Dispose();
}
