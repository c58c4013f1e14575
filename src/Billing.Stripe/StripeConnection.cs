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
    // Made again after a failure: before the sandbox has started there is nothing to connect to.
    private readonly Lazy<StripeClient> _client;
    private string[] _secrets;
    private string _address;

    /// <exception cref="StripeSettingsException">A key or secret that is none, or a real key without a signing secret.</exception>
    public StripeConnection(StripeOptions options)
    {
        _options = options;
        _address = UsesSandbox ? "" : options.ApiBase;
        if (!UsesSandbox && !(options.SecretKey.StartsWith("sk_", StringComparison.Ordinal) || options.SecretKey.StartsWith("rk_", StringComparison.Ordinal)))
            throw new StripeSettingsException("Stripe:SecretKey begins with sk_ or rk_; what is set is something else.");
        _secrets = [.. new[] { options.WebhookSecret, options.PreviousWebhookSecret }.Where(s => s.Length > 0).Select(Checked)];
        if (options.WebhookSecret.Length == 0 && !(UsesSandbox && options.PreviousWebhookSecret.Length == 0))
            throw new StripeSettingsException("Stripe:WebhookSecret is not set: payments would never be seen. Copy the endpoint's signing secret from Stripe.");
        // Stripe never sends anybody elsewhere: what does is no answer of Stripe's.
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds) };
        _client = new Lazy<StripeClient>(Connect, LazyThreadSafetyMode.PublicationOnly);
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
            throw new HttpRequestException("No Stripe key is configured, and the sandbox has not started yet.");
        return new StripeClient(new StripeClientOptions
        {
            ApiKey = UsesSandbox ? SandboxKey : _options.SecretKey,
            ApiBase = _address.Length == 0 ? null : _address,
            HttpClient = new SystemNetHttpClient(_http, _options.Retries, enableTelemetry: false),
        });
    }

    /// <summary>An empty secret would accept what anybody signs; one with a stray character in it would accept nothing.</summary>
    private static string Checked(string secret) =>
        secret.StartsWith("whsec_", StringComparison.Ordinal) && secret.Length >= ShortestSecret && secret.AsSpan().IndexOfAnyExcept(SecretCharacters) < 0
            ? secret
            : throw new StripeSettingsException("A webhook signing secret begins with whsec_ and is nothing but letters, digits and _ + / =.");

    private const int ShortestSecret = 12;

    private static readonly System.Buffers.SearchValues<char> SecretCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=");
}

/// <summary>What is set for Stripe cannot be right; the portal does not start with it. The message never repeats a secret.</summary>
public sealed class StripeSettingsException(string message) : ArgumentException(message);
