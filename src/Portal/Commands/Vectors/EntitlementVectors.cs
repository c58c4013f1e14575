using Billing.Plans;
using Billing.PriceBooks;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>What a plan allows.</summary>
internal static class EntitlementVectors
{
    public static object Answer(Vector vector)
    {
        var (given, when) = (vector.Given, vector.When);
        var book = BookFiles.Of(vector);
        var plan = given.Str("plan") is { } id ? book.Plan(id) ?? throw new FormatException($"The book has no plan '{id}'") : null;
        var own = given.Str("limit_override") is { } limit ? Fraction.Parse(limit) : (Fraction?)null;
        var answer = Entitlement.Of(book, plan, given.Text("feature"), when.Text("action").Named<EntitlementAction>(), when.Str("current") is { } current ? Fraction.Parse(current) : Fraction.Zero, own);
        return new { limit = answer.Limit?.Text(), allowed = answer.Allowed, reason = answer.Reason };
    }
}
