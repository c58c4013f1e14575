using System.Net;
using Stripe;

namespace Billing.Stripe.Tests.Client;

public sealed class RetryTests
{
    [Theory]
    [InlineData(409, null, 3)]
    [InlineData(500, null, 3)]
    [InlineData(503, null, 3)]
    [InlineData(429, null, 1)]
    [InlineData(429, "true", 3)]
    [InlineData(500, "false", 1)]
    [InlineData(402, null, 1)]
    [InlineData(400, null, 1)]
    public async Task Call_RefusedWithAStatus_IsRepeatedOrNot(int status, string? shouldRetry, int calls)
    {
        using var wire = new Wire(_ => Answer(status, "{\"error\":{\"type\":\"api_error\",\"message\":\"no\"}}", shouldRetry));

        var failure = await Assert.ThrowsAsync<StripeException>(() => wire.CreateAsync());

        Assert.Equal((status, calls), ((int)failure.HttpStatusCode, wire.Keys.Count));
        Assert.Single(wire.Keys.Distinct());
    }

    [Fact]
    public async Task Call_WithALostConnection_IsRepeatedUnderTheSameKey()
    {
        using var wire = new Wire(call => call < 2 ? throw new HttpRequestException("reset") : Answer(200, "{\"id\":\"cus_1\"}"));

        Assert.Equal("cus_1", (await wire.CreateAsync()).Id);
        Assert.Equal(3, wire.Keys.Count);
        Assert.Single(wire.Keys.Distinct());
    }

    [Fact]
    public async Task Call_WithNoConnectionAtAll_ThrowsTheTransportsError()
    {
        using var wire = new Wire(_ => throw new HttpRequestException("reset"));

        await Assert.ThrowsAsync<HttpRequestException>(() => wire.CreateAsync());
        Assert.Equal(3, wire.Keys.Count);
    }

    [Fact]
    public async Task Call_CancelledByItsCaller_IsNotRepeated()
    {
        using var cancelled = new CancellationTokenSource();
        using var wire = new Wire(_ =>
        {
            cancelled.Cancel();
            throw new TaskCanceledException();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wire.CreateAsync(cancelled.Token));
        Assert.Single(wire.Keys);
    }

    [Fact]
    public async Task Call_ThatTakesTooLong_IsRepeatedUnderTheSameKey()
    {
        // So HttpClient reports its own time-out: as a cancellation nobody asked for.
        using var wire = new Wire(_ => throw new TaskCanceledException("time-out", new TimeoutException()));

        await Assert.ThrowsAsync<TaskCanceledException>(() => wire.CreateAsync());
        Assert.Equal(3, wire.Keys.Count);
        Assert.Single(wire.Keys.Distinct());
    }

    [Fact]
    public async Task Call_CancelledDuringThePause_EndsAtOnce()
    {
        using var cancelled = new CancellationTokenSource();
        using var wire = new Wire(_ =>
        {
            cancelled.CancelAfter(TimeSpan.FromMilliseconds(50));
            throw new HttpRequestException("reset");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wire.CreateAsync(cancelled.Token));
        Assert.Single(wire.Keys);
    }

    [Theory]
    [InlineData(200, "null")]
    [InlineData(200, "<html>")]
    [InlineData(401, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Invalid API Key provided\"}}")]
    [InlineData(500, "")]
    [InlineData(0, "")]
    public async Task Failure_OfAnyKind_DoesNotShowTheKey(int status, string content)
    {
        using var wire = new Wire(_ => status == 0 ? throw new HttpRequestException("reset") : Answer(status, content, "false"));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => wire.CreateAsync());

        Assert.DoesNotContain("sk_test_1", failure.ToString(), StringComparison.Ordinal);
        Assert.True(failure is StripeException or HttpRequestException, failure.GetType().Name);
    }

    [Theory]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(200, "<html>Welcome</html>")]
    public async Task Answer_ThatIsNoJson_IsAStripeException(int status, string content)
    {
        using var wire = new Wire(_ => Answer(status, content));

        Assert.Equal(status, (int)(await Assert.ThrowsAsync<StripeException>(() => wire.CreateAsync())).HttpStatusCode);
    }

    private static HttpResponseMessage Answer(int status, string content, string? shouldRetry = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(content) };
        if (shouldRetry is not null)
            answer.Headers.Add("Stripe-Should-Retry", shouldRetry);
        return answer;
    }

    /// <summary>Answers in place of the network, and notes the idempotency key of each attempt.</summary>
    private sealed class Wire(Func<int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<string> Keys { get; } = [];

        public Task<Customer> CreateAsync(CancellationToken cancel = default)
        {
            var http = new SystemNetHttpClient(new HttpClient(this, disposeHandler: false));
            return new CustomerService(new StripeClient(new StripeClientOptions { ApiKey = "sk_test_1", HttpClient = http }))
                .CreateAsync(new CustomerCreateOptions { Name = "A" }, cancellationToken: cancel);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Keys.Add(request.Headers.GetValues("Idempotency-Key").Single());
            return Task.FromResult(answer(Keys.Count - 1));
        }
    }
}
