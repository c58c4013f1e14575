using System.Net;

namespace Portal.Browser.Fixture;

/// <summary>The internet sockets of one process, as the kernel lists them.</summary>
public static class Sockets
{
    private static readonly string[] Tables = ["tcp", "tcp6", "udp", "udp6"];

    /// <summary>Every far end that is not this machine itself.</summary>
    public static IEnumerable<IPEndPoint> FarEnds(int process)
    {
        var own = OwnInodes(process);
        return from table in Tables
               from line in File.ReadLines($"/proc/{process}/net/{table}").Skip(1)
               let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where own.Contains(fields[9])
               let far = Parse(fields[2])
               where !IsHere(far.Address)
               select far;
    }

    /// <summary>Every address it listens on.</summary>
    public static IEnumerable<IPEndPoint> Listening(int process)
    {
        var own = OwnInodes(process);
        return from table in Tables.Take(2)
               from line in File.ReadLines($"/proc/{process}/net/{table}").Skip(1)
               let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where own.Contains(fields[9]) && fields[3] == "0A"
               select Parse(fields[1]);
    }

    /// <summary><c>0100007F:13D8</c>: words of four bytes in the machine's order, then the port.</summary>
    public static IPEndPoint Parse(string hex)
    {
        var (address, port) = (hex[..hex.IndexOf(':')], hex[(hex.IndexOf(':') + 1)..]);
        var bytes = Convert.FromHexString(address);
        for (var word = 0; word < bytes.Length; word += 4) Array.Reverse(bytes, word, 4);
        return new IPEndPoint(new IPAddress(bytes), Convert.ToInt32(port, 16));
    }

    private static bool IsHere(IPAddress far) =>
        IPAddress.IsLoopback(far.IsIPv4MappedToIPv6 ? far.MapToIPv4() : far) || far.Equals(IPAddress.Any) || far.Equals(IPAddress.IPv6Any);

    private static HashSet<string> OwnInodes(int process) =>
    [
        .. new DirectoryInfo($"/proc/{process}/fd").EnumerateFileSystemInfos()
            .Select(fd => fd.LinkTarget ?? "").Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target["socket:[".Length..^1]),
    ];
}
