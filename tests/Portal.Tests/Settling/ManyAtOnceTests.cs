using System.Net;
using System.Text;
using Billing.Service.Flows.TopUps;
using Stripe;
using Xunit.Abstractions;
using TopUpState = Billing.Service.Flows.TopUps.Settlement;

namespace Portal.Tests.Settling;

/// <summary>One purchase that everybody reports at once is credited once (A1).</summary>
public sealed class ManyAtOnceTests(ITestOutputHelper output)
{
    private const int Rounds = 100;
    private const int Deliveries = 50;
    private const int Looks = 50;

    [Fact]
    public async Task Purchase_DeliveredFiftyTimesBesideFiftyRedirects_IsCreditedOnce()
    {
        await using var host = await SettlementHost.Start();
        host.Sandbox.HoldWebhooks();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Deliveries });
        var began = TimeProvider.System.GetTimestamp();
        for (var round = 1; round <= Rounds; round++)
        {
            var number = host.Wallet.LastNumber;
            var since = host.Sandbox.Now.AddSeconds(-1);
            var session = await host.OpenPage("100");
            Assert.Null(host.Sandbox.PaySession(session, Scenarios.TopUpMeans.Card));
            var body = host.Sandbox.EventsSince(since, "checkout.session.completed").Last(text => text.Contains(session, StringComparison.Ordinal));
            var posts = Enumerable.Range(0, Deliveries).Select(_ => Task.Run(() => Post(http, host, body)));
            var looks = Enumerable.Range(0, Looks).Select(_ => Task.Run(() => host.Settle(session)));
            var (answers, seen) = (await Task.WhenAll(posts), await Task.WhenAll(looks));

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
            Assert.All(seen, look => Assert.Equal(TopUpState.Paid, look.Value.State));
            // The purchase and its bonus.
            Assert.Equal((round, number + 2), (round, host.Wallet.LastNumber));
        }

        await host.Quiet();
        Assert.Equal(Rounds, (await host.Inbox()).Count);
        Assert.Equal(Rounds, (await host.Payments()).Count(row => row.State == Billing.Service.Storage.PaymentState.Paid));
        output.WriteLine($"{Rounds} rounds in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:N0} s");
    }

    private static async Task<HttpStatusCode> Post(HttpClient http, SettlementHost host, string body)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, host.WebhookUrl) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", $"t={stamp},v1={EventUtility.ComputeSignature(host.Sandbox.WebhookSecretOf(host.WebhookUrl.ToString())!, stamp, body)}");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
