using Stripe;

namespace Billing.Gateway;

/// <summary>
/// The one connection of this process: key, address, transport and signing secrets. With the sandbox, address and secret
/// are known only once it has started, so they can be set until the first call.
/// </summary>
public sealed class StripeConnection : IDisposable
{
    private const string SandboxKey = "sk_test_sandbox";
    private readonly StripeOptions _options;
    private readonly HttpClient _http;
    private readonly Lazy<StripeClient> _client;
    private string[] _secrets;
    private string _address;

    /// <exception cref="ArgumentException">A real key without a signing secret, or a secret that is none.</exception>
    public StripeConnection(StripeOptions options)
    {
        _options = options;
        _address = options.ApiBase;
        _secrets = [.. new[] { options.WebhookSecret, options.PreviousWebhookSecret }.Where(s => s.Length > 0).Select(Checked)];
        if (!UsesSandbox && _secrets.Length == 0)
            throw new ArgumentException("Stripe:SecretKey is set but Stripe:WebhookSecret is not: payments would never be seen.");
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds) };
        _client = new Lazy<StripeClient>(Connect);
    }

    /// <summary>True when no key is configured.</summary>
    public bool UsesSandbox => _options.SecretKey.Length == 0;

    /// <summary>What <c>livemode</c> must say on everything that arrives.</summary>
    public bool LiveMode => _options.SecretKey.Contains("_live_", StringComparison.Ordinal);

    internal StripeClient Client => _client.Value;

    internal IReadOnlyList<string> WebhookSecrets => _secrets;

    /// <summary>Points the connection at a sandbox. Call before the first request.</summary>
    /// <exception cref="InvalidOperationException">A real key is configured: it must never be sent to a stand-in.</exception>
    public void UseSandbox(string address)
    {
        if (!UsesSandbox)
            throw new InvalidOperationException("Stripe:SecretKey is set; the sandbox is for running without one.");
        if (_client.IsValueCreated)
            throw new InvalidOperationException("The connection is already in use.");
        _address = address;
    }

    /// <summary>Accepts webhooks signed with this secret from now on.</summary>
    public void AcceptWebhooksSignedWith(string secret) => _secrets = [Checked(secret), .. _secrets.Where(s => s != secret)];

    public void Dispose() => _http.Dispose();

    private StripeClient Connect()
    {
        if (UsesSandbox && _address.Length == 0)
            throw new InvalidOperationException("No Stripe key is configured and no sandbox was started.");
        return new StripeClient(new StripeClientOptions
        {
            ApiKey = UsesSandbox ? SandboxKey : _options.SecretKey,
            ApiBase = _address.Length == 0 ? null : _address,
            HttpClient = new SystemNetHttpClient(_http, _options.Retries, enableTelemetry: false),
        });
    }

    /// <summary>An empty secret would accept what anybody signs.</summary>
    private static string Checked(string secret) => secret.StartsWith("whsec_", StringComparison.Ordinal) && secret.Length > 10
        ? secret
        : throw new ArgumentException("A webhook signing secret begins with whsec_.");
}
