namespace Billing.Service.Flows;

/// <summary>The address customers and the payment provider see. Taken from settings or the listener, never from a request's headers.</summary>
public sealed class PortalAddress
{
    private Uri? _root;

    /// <exception cref="InvalidOperationException">The portal has not started yet.</exception>
    public Uri Root => _root ?? throw new InvalidOperationException("The portal's address is not known before it listens");

    public void Is(Uri root) => _root = root;

    /// <param name="path">Begins with a slash.</param>
    public string Absolute(string path) => Root.GetLeftPart(UriPartial.Authority) + Root.AbsolutePath.TrimEnd('/') + path;
}
