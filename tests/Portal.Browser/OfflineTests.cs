using System.Net;
using System.Net.Sockets;
using Portal.Browser.Fixture;

namespace Portal.Browser;

[Collection(PortalInABrowser.Name)]
public sealed class OfflineTests(BrowserFixture fixture)
{
    [Fact]
    public void Portal_Running_ListensOnLoopbackOnly()
    {
        var ends = Sockets.Listening(fixture.Portal.ProcessId).ToList();
        Assert.NotEmpty(ends);
        Assert.All(ends, end => Assert.True(IPAddress.IsLoopback(end.Address), end.ToString()));
    }

    [Fact]
    public void Portal_SinceItsStart_SpokeToThisMachineOnly() => Assert.Empty(fixture.Portal.FarEndsSeen);

    [Fact]
    public void FarEnds_OfASocketToAnotherMachine_AreSeen()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // Connecting a datagram socket only notes the far end: nothing is sent.
            socket.Connect(IPAddress.Parse("192.0.2.1"), 9);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.NetworkUnreachable or SocketError.HostUnreachable)
        {
            return; // A machine without any network: nothing could leave it.
        }

        Assert.Contains(Sockets.FarEnds(Environment.ProcessId), end => end.ToString() == "192.0.2.1:9");
    }

    [Theory]
    [InlineData("0100007F:13D8", "127.0.0.1:5080")]
    [InlineData("00000000000000000000000001000000:0050", "[::1]:80")]
    public void SocketTable_InTheKernelsHex_IsRead(string hex, string end) => Assert.Equal(end, Sockets.Parse(hex).ToString());
}
