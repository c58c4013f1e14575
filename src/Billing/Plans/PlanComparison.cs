using Billing.PriceBooks;

namespace Billing.Plans;

/// <summary>A feature of which two plans allow different amounts.</summary>
public sealed record LimitChange(Feature Feature, Allowance From, Allowance To)
{
    /// <summary>The new plan allows more.</summary>
    public bool IsGain => To.Most is null || To.Most > From.Most;
}

/// <summary>What a change of plan gains and loses beside money; a higher plan is not higher in everything (C-9).</summary>
public static class PlanComparison
{
    /// <param name="from">Null for none: the book's lowest plan.</param>
    public static IReadOnlyList<LimitChange> Of(PriceBook book, Plan? from, Plan to) =>
        [.. book.Features
            .Select(feature => new LimitChange(feature, (from ?? book.Plans[0]).Allowances[feature.Id], to.Allowances[feature.Id]))
            .Where(change => change.From != change.To)];
}
