using System.Globalization;
using System.Security.Cryptography;
using Billing.Metering;
using Billing.Units;
using CsvHelper;
using CsvHelper.Configuration;

namespace BillingPortal.Portal.Commands;

/// <summary>A line that is no usage event.</summary>
public sealed class UsageFileException(long line, string reason)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"line {line}: {reason}"));

/// <summary>
/// A CSV file of token counts (TIMESTAMP, ContextTokens, GeneratedTokens) as usage events. A row's identity is the
/// SHA-256 of the whole file and the row's number, so the same content is the same usage under any file name.
/// </summary>
public sealed class UsageFile
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly string _path;

    private UsageFile(string path, string source, long rows)
    {
        _path = path;
        Source = source;
        Rows = rows;
    }

    /// <summary><c>sha256:…</c> of the file's bytes.</summary>
    public string Source { get; }

    /// <summary>Data rows, for the progress bar.</summary>
    public long Rows { get; }

    public static async Task<UsageFile> Open(string path, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(path);
        var hash = await SHA256.HashDataAsync(stream, cancel);
        stream.Position = 0;
        using var reader = new StreamReader(stream);
        long lines = 0;
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.Length > 0) lines++;
        }

        return new(path, "sha256:" + Convert.ToHexStringLower(hash), Math.Max(0, lines - 1));
    }

    /// <summary>The rows in file order.</summary>
    /// <exception cref="UsageFileException">A row or the header is not of the form.</exception>
    public IEnumerable<UsageEvent> Events(string meter, string model)
    {
        using var text = new StreamReader(_path);
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { DetectColumnCountChanges = true });
        if (!csv.Read() || !csv.ReadHeader()) throw new UsageFileException(1, "the file is empty");
        foreach (var column in new[] { "TIMESTAMP", "ContextTokens", "GeneratedTokens" })
        {
            if (csv.HeaderRecord?.Contains(column, StringComparer.Ordinal) != true) throw new UsageFileException(1, $"the header has no column {column}");
        }

        for (long row = 1; csv.Read(); row++)
        {
            var quantities = new Quantities();
            quantities[Measure.InputTokens] = Count(csv, "ContextTokens", row);
            quantities[Measure.OutputTokens] = Count(csv, "GeneratedTokens", row);
            yield return new UsageEvent
            {
                Id = row.ToString(CultureInfo.InvariantCulture),
                Source = Source,
                Meter = meter,
                Model = model,
                Time = Time(csv, row),
                Quantities = quantities,
            };
        }
    }

    private static Instant Time(CsvReader csv, long row)
    {
        var text = csv.GetField("TIMESTAMP");
        return DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Instant.From(at)
            : throw new UsageFileException(row + 1, $"TIMESTAMP '{text}' is not a time such as 2023-11-16 18:15:46.6805900 (UTC)");
    }

    private static long Count(CsvReader csv, string column, long row)
    {
        var text = csv.GetField(column);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new UsageFileException(row + 1, $"{column} '{text}' is not a whole number of 0 or more");
    }
}
