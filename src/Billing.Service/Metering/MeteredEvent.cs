using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Rating;

namespace Billing.Service.Metering;

/// <summary>An event with everything that can be said of it before the writer: identity hash, content digest, price.</summary>
/// <param name="Identity"><see cref="EventIdentity.Hash"/>.</param>
/// <param name="Content"><see cref="UsageContent.Digest"/>.</param>
/// <param name="PriceVersion">Number of the version in force when it occurred.</param>
internal readonly record struct MeteredEvent(UsageEvent Event, long Identity, UInt128 Content, int PriceVersion, Rated Rated)
{
    public static MeteredEvent Of(PublishedBooks books, WalletState wallet, UsageEvent reported)
    {
        // Published versions never change while the portal runs, so rating needs no balance and no writer.
        var version = books.At(wallet.PriceBook, reported.Time);
        var e = Named(reported, version.Book);
        return new(e, EventIdentity.Hash(wallet.Account, e.Source, e.Id), UsageContent.Digest(e), version.Number, Rater.Rate(version.Book, e));
    }

    // A model goes by its id or its display name; stored is the id, so that both are one model and one event.
    private static UsageEvent Named(UsageEvent e, PriceBook book) =>
        book.Model(e.Model) is { } model && model.Id != e.Model ? e with { Model = model.Id } : e;
}

/// <summary>What makes two reports of one event the same: every field the producer gave.</summary>
public static class UsageContent
{
    /// <summary>
    /// 128 bits of SHA-256 over all fields, each with its length or presence, so that no two contents share their bytes.
    /// It goes into the ledger's chain with each entry the event causes.
    /// </summary>
    public static UInt128 Digest(UsageEvent e)
    {
        var most = 10 * 5 + 200 + 3 * (
            e.Id.Length + e.Source.Length + e.Meter.Length + (e.Model?.Length ?? 0) + (e.Resolution?.Length ?? 0) + (e.Ip?.Length ?? 0)
            + (e.UserAgent?.Length ?? 0) + (e.Resource?.Length ?? 0) + (e.Service?.Length ?? 0) + (e.Environment?.Length ?? 0));
        Span<byte> bytes = most <= 2_048 ? stackalloc byte[most] : new byte[most];
        var at = 0;
        Write(bytes, ref at, e.Id);
        Write(bytes, ref at, e.Source);
        Write(bytes, ref at, e.Meter);
        Write(bytes, ref at, e.Time.Micros);
        Write(bytes, ref at, e.Model);
        bytes[at++] = (byte)e.Status;
        Write(bytes, ref at, e.HttpStatus ?? -1L);
        var quantities = e.Quantities;
        foreach (var count in (ReadOnlySpan<long>)quantities) Write(bytes, ref at, count);
        Write(bytes, ref at, e.Resolution);
        Write(bytes, ref at, e.UpstreamUnits ?? -1L);
        Write(bytes, ref at, e.LatencyMs ?? -1L);
        Write(bytes, ref at, e.Ip);
        Write(bytes, ref at, e.UserAgent);
        Write(bytes, ref at, e.Resource);
        Write(bytes, ref at, e.Service);
        Write(bytes, ref at, e.Environment);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes[..at], hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The first field, by its CloudEvents path, in which two reports differ; null when they are the same.</summary>
    public static string? FirstDifference(UsageEvent a, UsageEvent b) =>
        a.Meter != b.Meter ? "type"
        : a.Time != b.Time ? "time"
        : a.Model != b.Model ? "data.model"
        : a.Status != b.Status ? "data.status"
        : a.HttpStatus != b.HttpStatus ? "data.http_status"
        : FirstQuantity(a, b) is { } measure ? $"data.{measure.Name()}"
        : a.Resolution != b.Resolution ? "data.resolution"
        : a.UpstreamUnits != b.UpstreamUnits ? "data.upstream.amount"
        : a.LatencyMs != b.LatencyMs ? "data.latency_ms"
        : a.Ip != b.Ip ? "data.ip"
        : a.UserAgent != b.UserAgent ? "data.user_agent"
        : a.Resource != b.Resource ? "data.resource"
        : a.Service != b.Service ? "data.service"
        : a.Environment != b.Environment ? "data.environment"
        : null;

    private static Measure? FirstQuantity(UsageEvent a, UsageEvent b)
    {
        foreach (var measure in Measures.All)
        {
            if (a.Quantities[measure] != b.Quantities[measure]) return measure;
        }

        return null;
    }

    private static void Write(Span<byte> bytes, ref int at, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes[at..], value);
        at += 8;
    }

    private static void Write(Span<byte> bytes, ref int at, string? text)
    {
        var length = text is null ? -1 : Encoding.UTF8.GetBytes(text, bytes[(at + 4)..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[at..], length);
        at += 4 + Math.Max(0, length);
    }
}
