using System.Collections.Concurrent;
using System.Text;
using Billing.Service.Jobs;
using Microsoft.Extensions.Logging;
using Portal.Tests.Settling.Scenarios;

namespace Portal.Tests.Settling;

/// <summary>No secret, no card number and no payload is in a log or in a file of the data folder (C7). What the bank keeps is the bank's.</summary>
public sealed class CanaryTests
{
    private const string Debit = TopUpMeans.DebitThatSucceeds;

    [Fact]
    public async Task LogsAndFiles_AfterPaymentsThatWorkAndFail_HoldNoSecretAndNoPayload()
    {
        var told = new ConcurrentQueue<string>();
        await using var host = await SettlementHost.Start(configure: builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddFilter(_ => true).SetMinimumLevel(LogLevel.Trace).AddProvider(new Listener(told));
        });
        var secret = host.Sandbox.WebhookSecretOf(host.WebhookUrl.ToString())!;
        Assert.Null(host.Sandbox.PaySession(await host.OpenPage("100", keepCard: true), TopUpMeans.Card));
        Assert.Null(host.Sandbox.PaySession(await host.OpenPage("20"), Debit));
        Assert.NotNull(host.Sandbox.PaySession(await host.OpenPage("30"), "4000000000000002"));
        await host.Quiet();
        using var http = new HttpClient();
        using var forged = await http.PostAsync(host.WebhookUrl, new StringContent("""{"id":"evt_forged","object":"event","card":"5555555555554444"}"""));
        host.Sandbox.Away(true);
        await host.Get<CatchUpJob>().RunNow(CancellationToken.None);
        await host.Get<OpenItemsJob>().RunNow(CancellationToken.None);
        host.Sandbox.Away(false);

        // The listener listens, and what is looked for would be found where it is.
        Assert.Contains(told, line => line.Contains("A webhook was refused", StringComparison.Ordinal));
        Assert.Contains(Directory.EnumerateFiles(host.Folder, "stripe-sandbox*"), file => Found(ReadShared(file), [secret]).Any());

        string[] canaries = [secret, "sk_test_sandbox", TopUpMeans.Card, "4000000000000002", "5555555555554444", Debit, "client_secret", "\"object\":\"event\"", "\"object\": \"event\""];
        Assert.All(canaries, canary => Assert.DoesNotContain(told, line => line.Contains(canary, StringComparison.Ordinal)));
        foreach (var file in Directory.EnumerateFiles(host.Folder, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("stripe-sandbox", StringComparison.Ordinal)))
            Assert.Equal((file, ""), (file, string.Join(", ", Found(ReadShared(file), canaries))));
    }

    private static IEnumerable<string> Found(byte[] content, IEnumerable<string> canaries) =>
        canaries.Where(canary => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) >= 0 || content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(canary)) >= 0);

    private static byte[] ReadShared(string file)
    {
        // The lock's file cannot be opened a second time, and there is nothing in it.
        if (Path.GetFileName(file) == "portal.lock") return [];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed class Listener(ConcurrentQueue<string> told) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Ear(told, categoryName);

        public void Dispose() { }

        private sealed class Ear(ConcurrentQueue<string> told, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                // What the sandbox logs is the bank's.
                if (!category.StartsWith("Stripe.Sandbox", StringComparison.Ordinal)) told.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
