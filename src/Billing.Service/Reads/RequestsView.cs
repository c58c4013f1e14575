using Billing.Credits;
using Billing.Ledger;
using Billing.Metering;
using Billing.Rating;
using Billing.Units;

namespace Billing.Service.Reads;

/// <param name="Before">Keyset: the last line of the page before (its time and row); null for the newest.</param>
public sealed record RequestsQuery(Period Period, string? Model, UsageStatus? Status, Guid? ApiKey, RequestsPosition? Before, int Limit = 50);

/// <summary>A place in the list: newest first by time, then by row.</summary>
public sealed record RequestsPosition(Instant Time, long Row);

/// <param name="Total">Of everything asked for, from roll-ups, not only the page.</param>
/// <param name="Models">Names to filter by: those seen in the period.</param>
public sealed record RequestsView(
    Instant AsOf, SpendTotal Total, IReadOnlyList<RequestLine> Lines, RequestsPosition? Next,
    IReadOnlyList<string> Models, IReadOnlyList<KeyName> Keys);

public sealed record KeyName(Guid ApiKey, string Name, string Prefix);

/// <param name="Row">The usage row's number: the page <c>/usage/requests/{Row}</c>.</param>
/// <param name="Uncovered">List price that nobody paid; zero as a rule.</param>
public sealed record RequestLine(
    long Row, Instant Time, string Meter, string? Model, UsageStatus Status, int? HttpStatus, Quantities Quantities,
    int? LatencyMs, string? KeyPrefix, Amount Cost, Amount Uncovered);

/// <summary>One request, its arithmetic, who paid, and its place in the ledger.</summary>
/// <param name="Recomputed">What rating the stored event again with the stored price version gives.</param>
/// <param name="Entries">The consume entries, in number order; none for a free one.</param>
/// <param name="Neighbours">Hashes of the entries just before and after, for the chain drawing.</param>
public sealed record RequestDetail(
    RequestLine Line, string EventId, string Source, Instant Recorded, string? Resolution, Fraction? UpstreamCredits, string? Ip, string? UserAgent,
    string? Environment, string? Resource, string? Service, string? KeyName, string PriceBook, int PriceVersion,
    Explanation Explanation, Amount Recomputed, IReadOnlyList<PaidBy> Entries, IReadOnlyList<ChainLink> Neighbours);

public sealed record PaidBy(long Number, int Grant, GrantKind? GrantKind, Instant? GrantedAt, Amount Amount, Amount GrantLeft, Amount BalanceAfter, byte[] Hash);

public sealed record ChainLink(long Number, byte[] Hash);
