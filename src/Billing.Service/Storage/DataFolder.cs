using System.Globalization;
using System.Text.Json;

namespace Billing.Service.Storage;

/// <summary>Another process holds the data folder.</summary>
public sealed class DataFolderInUseException(string path)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"The data folder {path} is in use by another BillingPortal process. Stop that one, or give this one a folder of its own (Portal:DataFolder)."));

/// <summary>Where a command line finds the running portal: an address on loopback and the token it asks for.</summary>
public sealed record PortalDoor(Uri Address, string Token);

/// <summary>
/// The folder with the databases, held by one process at a time: a second writer on the same files would break the
/// ledger. The lock is the operating system's, so it ends with the process however that dies.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockFile = "portal.lock";
    private const string DoorFile = "portal.door";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }
    public string BillingFile => System.IO.Path.Combine(Path, "billing.db");
    public string PortalFile => System.IO.Path.Combine(Path, "portal.db");
    public string ViewsFile => System.IO.Path.Combine(Path, "views.db");

    /// <summary>Takes the folder for this process, making it if need be. Hold it as long as any of its files is open.</summary>
    /// <exception cref="DataFolderInUseException">Another process has it.</exception>
    public static DataFolder Take(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path);
        try
        {
            var held = new FileStream(System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.Delete(System.IO.Path.Combine(path, DoorFile));
            return new(path, held);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new DataFolderInUseException(path);
        }
    }

    /// <summary>Says where this process listens for commands. Only the file's owner may read it.</summary>
    public void OpenDoor(PortalDoor door)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(System.IO.Path.Combine(Path, DoorFile), options);
        JsonSerializer.Serialize(file, door);
    }

    /// <summary>The running portal's door, for a process that could not take the folder; null while it has not opened one.</summary>
    public static PortalDoor? FindDoor(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PortalDoor>(File.ReadAllText(System.IO.Path.Combine(System.IO.Path.GetFullPath(path), DoorFile)));
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        File.Delete(System.IO.Path.Combine(Path, DoorFile));
        _lock.Dispose();
    }
}
