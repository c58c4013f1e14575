namespace Billing.Metering;

/// <summary>What a usage event counts. The numbers are stored: never change one.</summary>
public enum Measure : byte
{
    /// <summary>Input tokens, without cached and cache-write tokens.</summary>
    InputTokens,
    CachedTokens,
    CacheWriteTokens,
    OutputTokens,

    /// <summary>Extra to the output tokens (KU-10).</summary>
    ReasoningTokens,

    /// <summary>Tokens of a catalog text model (KS-13).</summary>
    PromptTokens,
    Images,
    Clips,

    /// <summary>Wall-clock seconds, in millionths.</summary>
    Seconds,
    Characters,
    RamMib,

    /// <summary>Payload, response and guest egress bytes together (C-5).</summary>
    Bytes,

    /// <summary>GiB-hours of storage, in millionths.</summary>
    GibHours,
}

/// <summary>Wire names (the CloudEvents data fields) and scales.</summary>
public static class Measures
{
    private static readonly string[] Names =
    [
        "input_tokens", "cached_tokens", "cache_write_tokens", "output_tokens", "reasoning_tokens", "prompt_tokens",
        "images", "clips", "seconds", "characters", "ram_mib", "bytes", "gib_hours",
    ];

    public const int Count = 13;

    public static IReadOnlyList<Measure> All { get; } = Enum.GetValues<Measure>();

    public static string Name(this Measure measure) => Names[(int)measure];

    /// <summary>Stored counts in one whole: 1 for things that come whole, 1,000,000 for seconds and GiB-hours.</summary>
    public static long Scale(this Measure measure) => measure is Measure.Seconds or Measure.GibHours ? 1_000_000 : 1;

    public static bool TryParse(string? name, out Measure measure)
    {
        var index = name is null ? -1 : Array.IndexOf(Names, name);
        measure = (Measure)Math.Max(index, 0);
        return index >= 0;
    }
}
