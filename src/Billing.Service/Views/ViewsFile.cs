using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Billing.Service.Views;

/// <summary>Opens views.db for its feeder; what does not fit billing.db, or cannot be read, is thrown away and begun anew.</summary>
internal static class ViewsFile
{
    /// <summary>The file at its watermark. A new file stands at the beginning.</summary>
    public static SqliteFile Open(string path, BillingLog log)
    {
        if (File.Exists(path) && OpenExisting(path, log) is { } kept) return kept;
        Delete(path);
        var file = SqliteFile.OpenToWrite(path);
        // 16 KiB pages: a merge touches many keys, and fewer, larger pages are written (measured before).
        file.Execute("PRAGMA page_size=16384");
        file.Execute("PRAGMA journal_mode=WAL");
        Settle(file);
        file.Execute($"BEGIN; {ViewsSchema.Create} PRAGMA user_version={ViewsSchema.Version}; COMMIT");
        return file;
    }

    /// <summary>For a look from outside; null where there is no file of this version.</summary>
    public static SqliteFile? TryOpenToRead(string path)
    {
        if (!File.Exists(path)) return null;
        var file = SqliteFile.OpenToRead(path);
        if (file.Number("PRAGMA user_version") == ViewsSchema.Version) return file;
        file.Dispose();
        return null;
    }

    /// <summary>For the feeder: the file cannot be trusted, rather than that it is busy or the disk is full.</summary>
    public static bool IsDamage(Exception failure) =>
        failure is InvalidDataException or SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT };

    /// <summary>For a reader: the file is damaged, not there any more, or not there yet.</summary>
    public static bool IsUnusable(Exception failure) =>
        failure is FileNotFoundException or SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN };

    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
    }

    private static SqliteFile? OpenExisting(string path, BillingLog log)
    {
        SqliteFile? file = null;
        try
        {
            file = SqliteFile.OpenToWrite(path);
            if (file.Number("PRAGMA user_version") == ViewsSchema.Version && Watermark.Read(file).Follows(log))
            {
                Settle(file);
                return file;
            }
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            // A derived file is not worth repairing.
        }

        file?.Dispose();
        return null;
    }

    private static void Settle(SqliteFile file)
    {
        // A lost tail is merged again, so nothing waits for the disk here.
        file.Execute("PRAGMA synchronous=NORMAL");
        file.Execute("PRAGMA cache_size=-65536");
    }
}
