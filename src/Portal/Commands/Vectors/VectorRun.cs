using System.Text.Json;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>How a vector ended.</summary>
/// <param name="Difference">Null where it passed; else place, expected and actual value.</param>
public sealed record VectorResult(Vector Vector, string? Difference)
{
    public bool Passed => Difference is null;
}

/// <summary>
/// Runs acceptance vectors: each is translated to a call of the engine's own decision, and the answer is written in the
/// vector's words and compared. Nothing is decided here.
/// </summary>
public static class VectorRun
{
    private static readonly Dictionary<string, Func<Vector, object>> Kinds = new(StringComparer.Ordinal)
    {
        ["rate-usage"] = RateUsageVectors.Answer,
        ["fund-usage"] = FundUsageVectors.Answer,
        ["grant-lifecycle"] = GrantLifecycleVectors.Answer,
        ["top-up"] = TopUpVectors.Answer,
        ["auto-refill"] = AutoRefillVectors.Answer,
        ["plan-change"] = PlanChangeVectors.Answer,
        ["proration"] = ProrationVectors.Answer,
        ["coupon"] = CouponVectors.Answer,
        ["session-metering"] = SessionVectors.Answer,
        ["invoice"] = InvoiceVectors.Answer,
        ["dunning"] = RecoveryVectors.Answer,
        ["entitlement"] = EntitlementVectors.Answer,
        ["money-format"] = MoneyFormatVectors.Answer,
        ["refund"] = RefundVectors.Answer,
    };

    /// <summary>Every vector of a file, in its order.</summary>
    /// <exception cref="JsonException">The file is not JSON.</exception>
    /// <exception cref="FormatException">The file is not an array of vectors.</exception>
    public static IReadOnlyList<VectorResult> Of(Stream json) => [.. Vector.Read(json).Select(Of)];

    public static VectorResult Of(Vector vector)
    {
        if (!Kinds.TryGetValue(vector.Kind, out var answer)) return new(vector, $"the kind '{vector.Kind}' is not known");
        try
        {
            var actual = JsonSerializer.SerializeToElement(answer(vector));
            return new(vector, VectorComparison.Difference(vector.Expect, actual, asText: vector.Kind == "money-format"));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or OverflowException or KeyNotFoundException or FileNotFoundException)
        {
            return new(vector, $"{e.GetType().Name}: {e.Message}");
        }
    }
}
