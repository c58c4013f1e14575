using System.Text.Json.Serialization;
using Billing.Service;
using Billing.Service.Metering;
using Billing.Service.Metering.Intake;

namespace BillingPortal.Portal.Api;

/// <summary>A usage event as the API takes it: CloudEvents 1.0, structured mode. For the API document; bodies are read by <see cref="UsageEventJson"/>.</summary>
/// <param name="SpecVersion"><c>1.0</c>.</param>
/// <param name="Id">The producer's id: with the source it is the event's identity for ever.</param>
/// <param name="Type">The meter: <c>chat</c>.</param>
/// <param name="Subject">The account, where it is to be checked against the key's.</param>
public sealed record UsageEventDocument(
    [property: JsonPropertyName("specversion")] string SpecVersion,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("subject")] string? Subject,
    [property: JsonPropertyName("time")] DateTimeOffset Time,
    [property: JsonPropertyName("data")] UsageDataDocument Data);

/// <summary>What was used. Quantities are whole numbers of 0 or more; seconds and GiB-hours may have six decimals.</summary>
public sealed record UsageDataDocument(
    [property: JsonPropertyName("model")] string? Model,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("http_status")] int? HttpStatus,
    [property: JsonPropertyName("input_tokens")] long? InputTokens,
    [property: JsonPropertyName("cached_tokens")] long? CachedTokens,
    [property: JsonPropertyName("cache_write_tokens")] long? CacheWriteTokens,
    [property: JsonPropertyName("output_tokens")] long? OutputTokens,
    [property: JsonPropertyName("reasoning_tokens")] long? ReasoningTokens,
    [property: JsonPropertyName("prompt_tokens")] long? PromptTokens,
    [property: JsonPropertyName("images")] long? Images,
    [property: JsonPropertyName("clips")] long? Clips,
    [property: JsonPropertyName("resolution")] string? Resolution,
    [property: JsonPropertyName("seconds")] string? Seconds,
    [property: JsonPropertyName("characters")] long? Characters,
    [property: JsonPropertyName("ram_mib")] long? RamMib,
    [property: JsonPropertyName("bytes")] long? Bytes,
    [property: JsonPropertyName("gib_hours")] string? GibHours,
    [property: JsonPropertyName("latency_ms")] int? LatencyMs,
    [property: JsonPropertyName("ip")] string? Ip,
    [property: JsonPropertyName("user_agent")] string? UserAgent,
    [property: JsonPropertyName("upstream")] UpstreamDocument? Upstream,
    [property: JsonPropertyName("resource")] string? Resource,
    [property: JsonPropertyName("service")] string? Service,
    [property: JsonPropertyName("environment")] string? Environment);

/// <param name="Unit"><c>upstream_credits</c>.</param>
/// <param name="Amount">A decimal text with at most eight decimals.</param>
public sealed record UpstreamDocument(
    [property: JsonPropertyName("unit")] string Unit,
    [property: JsonPropertyName("amount")] string Amount);

/// <summary>What became of the events, in the body's order.</summary>
public sealed record UsageAnswer([property: JsonPropertyName("events")] IReadOnlyList<UsageEventAnswer> Events)
{
    public static UsageAnswer Of(IReadOnlyList<EventAnswer> answers) => new([.. answers.Select(UsageEventAnswer.Of)]);
}

/// <param name="Status"><c>accepted</c>, <c>duplicate</c> (the first receipt again) or <c>refused</c> (nothing stored).</param>
/// <param name="Cost">Charged, a decimal text in the account's asset.</param>
/// <param name="Uncovered">The part of the price that no credit was left for.</param>
/// <param name="Usage">Number of the stored usage row.</param>
public sealed record UsageEventAnswer(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("cost"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cost,
    [property: JsonPropertyName("uncovered"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Uncovered,
    [property: JsonPropertyName("balance_after")] string BalanceAfter,
    [property: JsonPropertyName("asset")] string Asset,
    [property: JsonPropertyName("usage"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Usage,
    [property: JsonPropertyName("refusal"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RefusalAnswer? Refusal)
{
    public static UsageEventAnswer Of(EventAnswer answer)
    {
        var stored = answer.Outcome != UsageOutcome.Refused;
        return new(
            answer.Id,
            answer.Outcome switch { UsageOutcome.Accepted => "accepted", UsageOutcome.Duplicate => "duplicate", _ => "refused" },
            stored ? answer.Cost.ToDecimalText() : null,
            stored && !answer.Uncovered.IsZero ? answer.Uncovered.ToDecimalText() : null,
            answer.BalanceAfter.ToDecimalText(),
            answer.BalanceAfter.Asset.Code,
            stored ? answer.Row : null,
            answer.Refusal is { } refusal ? RefusalAnswer.Of(refusal) : null);
    }
}

public sealed record RefusalAnswer(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("field"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: JsonPropertyName("ways_out"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WayOutAnswer>? WaysOut)
{
    public static RefusalAnswer Of(Refusal refusal) =>
        new(refusal.Code, refusal.Message, refusal.Field, refusal is CreditRefusal credit ? WayOutAnswer.Of(credit) : null);
}

/// <summary>What helps where the credit is used up.</summary>
/// <param name="Way"><c>upgrade</c>, <c>top_up</c>, <c>wait</c> or <c>raise_limit</c>.</param>
/// <param name="At">When waiting ends.</param>
public sealed record WayOutAnswer(
    [property: JsonPropertyName("way")] string Way,
    [property: JsonPropertyName("at"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? At)
{
    public static IReadOnlyList<WayOutAnswer> Of(CreditRefusal refusal) =>
        [.. refusal.Ways.Select(way => new WayOutAnswer(Name(way), way == WayOut.Wait ? refusal.NextCycle?.ToString() : null))];

    private static string Name(WayOut way) => way switch
    {
        WayOut.Upgrade => "upgrade",
        WayOut.TopUp => "top_up",
        WayOut.Wait => "wait",
        _ => "raise_limit",
    };
}

/// <param name="Balance">After the ledger's last entry, a decimal text in the asset.</param>
/// <param name="Available">What usage may take now.</param>
/// <param name="LastEntry">Number of the ledger's last entry.</param>
public sealed record BalanceAnswer(
    [property: JsonPropertyName("account")] string Account,
    [property: JsonPropertyName("asset")] string Asset,
    [property: JsonPropertyName("balance")] string Balance,
    [property: JsonPropertyName("available")] string Available,
    [property: JsonPropertyName("last_entry")] long LastEntry,
    [property: JsonPropertyName("as_of")] string AsOf);
