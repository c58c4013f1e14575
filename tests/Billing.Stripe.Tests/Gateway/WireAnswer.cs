using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Billing.Stripe.Tests.Gateway;

/// <summary>In Stripe's place: takes every call and writes the same bytes back, whether or not they are an answer.</summary>
internal sealed class WireAnswer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly string _bytes;
    private readonly Task _serving;

    private WireAnswer(string bytes)
    {
        _bytes = bytes;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Request lines in the order they came.</summary>
    public List<string> Asked { get; } = [];

    /// <param name="missing">How many bytes the answer announces and never sends.</param>
    public static WireAnswer Of(int status, string body, string headers = "", int missing = 0) => new(
        $"HTTP/1.1 {status} Whatever\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body) + missing}\r\nConnection: close\r\n{headers}\r\n{body}");

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _serving;
        _over.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                using var caller = await _listener.AcceptTcpClientAsync(_over.Token);
                await AnswerAsync(caller.GetStream());
            }
            catch (Exception gone) when (gone is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // The caller hung up, or the test is over.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        Asked.Add(await reader.ReadLineAsync(_over.Token) ?? string.Empty);
        var length = 0;
        while (await reader.ReadLineAsync(_over.Token) is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(header.AsSpan(15), provider: System.Globalization.CultureInfo.InvariantCulture);
        }

        // The whole body first: hanging up on a caller who still sends would break the connection instead of the answer.
        await reader.ReadBlockAsync(new char[length].AsMemory(), _over.Token);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(_bytes), _over.Token);
    }
}
