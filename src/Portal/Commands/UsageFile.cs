using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Billing.Metering;
using Billing.Units;
using CsvHelper;
using CsvHelper.Configuration;

namespace BillingPortal.Portal.Commands;

/// <summary>A line that is no usage event.</summary>
public sealed class UsageFileException(long line, string reason)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"line {line}: {reason}"));

/// <summary>One usage event of a file, as a line of newline-delimited CloudEvents.</summary>
/// <param name="InputTokens">For the closing table.</param>
/// <param name="OutputTokens">For the closing table.</param>
public sealed record UsageLine(byte[] Json, long InputTokens, long OutputTokens);

/// <summary>
/// A file of usage. CloudEvents lines keep their producer's identity. A CSV row (TIMESTAMP, ContextTokens,
/// GeneratedTokens) has none, so it gets the SHA-256 of the whole file and its number: the same content is the same usage
/// under any file name.
/// </summary>
public sealed class UsageFile
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly string _path;

    private UsageFile(string path, string source, bool csv, long rows)
    {
        _path = path;
        Source = source;
        NeedsModel = csv;
        Rows = rows;
    }

    /// <summary>True for CSV, whose rows do not say what was used.</summary>
    public bool NeedsModel { get; }

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
        var first = await reader.ReadLineAsync(cancel) ?? "";
        var csv = !first.TrimStart().StartsWith('{');
        long rows = csv || first.Length == 0 ? 0 : 1;
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.Length > 0) rows++;
        }

        return new(path, "sha256:" + Convert.ToHexStringLower(hash), csv, rows);
    }

    /// <summary>The events in file order.</summary>
    /// <exception cref="UsageFileException">A CSV row or the header is not of the form.</exception>
    public IEnumerable<UsageLine> Lines(string meter, string? model) => NeedsModel ? CsvLines(meter, model!) : JsonLines();

    private IEnumerable<UsageLine> CsvLines(string meter, string model)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        foreach (var e in Events(meter, model))
        {
            buffer.ResetWrittenCount();
            json.Reset();
            CloudEventLine.Write(json, e);
            yield return new(buffer.WrittenSpan.ToArray(), e.Quantities[Measure.InputTokens], e.Quantities[Measure.OutputTokens]);
        }
    }

    private IEnumerable<UsageLine> JsonLines()
    {
        foreach (var line in File.ReadLines(_path))
        {
            if (line.Length == 0) continue;
            var (input, output) = Tokens(line);
            yield return new(Encoding.UTF8.GetBytes(line), input, output);
        }
    }

    // Only for the closing table; a line that cannot be read is refused, with its reason, where it is booked.
    private static (long Input, long Output) Tokens(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty("data", out var data) ? (Count(data, "input_tokens"), Count(data, "output_tokens")) : (0, 0);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (0, 0);
        }
    }

    private static long Count(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) ? count : 0;

    private IEnumerable<UsageEvent> Events(string meter, string model)
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
