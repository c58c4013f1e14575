using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Stripe;
using Stripe.Sandbox;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>A sandbox on a free port with its files in a folder of its own, and ways to talk to it.</summary>
public sealed class TestSandbox : IAsyncDisposable
{
    public const string Key = "sk_test_abc";
    private static readonly TimeSpan[] Impatient = [.. Enumerable.Repeat(TimeSpan.FromSeconds(1), 20)];
    private readonly bool _ownsFolder;

    private TestSandbox(SandboxServer server, string folder, bool ownsFolder)
    {
        Server = server;
        Folder = folder;
        _ownsFolder = ownsFolder;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Address) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        Client = new StripeClient(new StripeClientOptions { ApiKey = Key, ApiBase = server.Address });
    }

    public SandboxServer Server { get; }

    public string Folder { get; }

    /// <summary>Speaks the wire protocol, with a key, without following redirects.</summary>
    public HttpClient Http { get; }

    public StripeClient Client { get; }

    public static async Task<TestSandbox> StartAsync(string? folder = null)
    {
        var own = folder is null;
        folder ??= Directory.CreateTempSubdirectory("sandbox-").FullName;
        return new TestSandbox(await SandboxServer.StartAsync(new SandboxOptions { DataFolder = folder, SellerName = "KernStack", WebhookRetryGaps = Impatient }), folder, own);
    }

    public async Task<(int Status, JsonObject Body, HttpResponseHeaders Headers)> SendAsync(HttpMethod method, string path, string? form = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (form is not null)
            request.Content = new StringContent(form, MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject(), answer.Headers);
    }

    public Task<(int Status, JsonObject Body, HttpResponseHeaders Headers)> PostAsync(string path, string form, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, form, idempotencyKey);

    public Task<(int Status, JsonObject Body, HttpResponseHeaders Headers)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<string> OpenSessionAsync(long amount = 5000, string currency = "eur", string more = "") =>
        (string)(await PostAsync("/v1/checkout/sessions", SessionForm(amount, currency) + more)).Body["id"]!;

    public static string SessionForm(long amount = 5000, string currency = "eur") =>
        "mode=payment&success_url=" + Uri.EscapeDataString("http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}")
        + "&cancel_url=" + Uri.EscapeDataString("http://127.0.0.1:1/credits")
        + $"&line_items[0][quantity]=1&line_items[0][price_data][currency]={currency}&line_items[0][price_data][unit_amount]={amount}"
        + "&line_items[0][price_data][product_data][name]=5,000+credits&line_items[0][price_data][product_data][description]=KernStack+top-up";

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
