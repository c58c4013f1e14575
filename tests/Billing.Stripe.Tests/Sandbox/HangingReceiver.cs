using System.Net;
using System.Net.Sockets;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>Takes connections and never answers, as a listener does that is stuck.</summary>
public sealed class HangingReceiver : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HangingReceiver() => _listener.Start();

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/webhook";

    public void Dispose() => _listener.Dispose();
}
