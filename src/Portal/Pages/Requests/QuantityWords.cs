using Billing.Metering;
using Billing.Service.Reads;
using BillingPortal.Portal.Parts;

namespace BillingPortal.Portal.Pages.Requests;

/// <summary>What a request used, in words.</summary>
public static class QuantityWords
{
    /// <summary>"6,214 in, 1,208 out"; empty where no tokens were counted.</summary>
    public static string Tokens(in Quantities used)
    {
        var read = used[Measure.InputTokens] + used[Measure.CachedTokens] + used[Measure.CacheWriteTokens] + used[Measure.PromptTokens];
        var written = used[Measure.OutputTokens] + used[Measure.ReasoningTokens];
        return read + written == 0 ? "" : $"{CountText.Of(read)} in, {CountText.Of(written)} out";
    }

    /// <summary>What is not tokens: "2 images", "1 clip"; empty for nothing.</summary>
    public static string Others(in Quantities used)
    {
        var words = new List<string>();
        if (used[Measure.Images] is > 0 and var images) words.Add(CountText.Of(images, "image"));
        if (used[Measure.Clips] is > 0 and var clips) words.Add(CountText.Of(clips, "clip"));
        return string.Join(", ", words);
    }

    /// <summary>"success", "error 500", "timeout".</summary>
    public static string Status(RequestLine line)
    {
        var word = line.Status switch
        {
            UsageStatus.Success => "success",
            UsageStatus.Error => "error",
            _ => "timeout",
        };
        return line.HttpStatus is { } code && code != 200 ? $"{word} {code}" : word;
    }

    /// <summary>A price part as people call it: "Input, cache read".</summary>
    public static string Part(string name) => name switch
    {
        "input" => "Input",
        "cache_read" => "Input, cache read",
        "cache_write" => "Input, cache write",
        "output" => "Output",
        "reasoning" => "Output, reasoning",
        _ => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' '),
    };
}
