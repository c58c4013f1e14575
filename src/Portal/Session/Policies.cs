using System.Security.Claims;

namespace BillingPortal.Portal.Session;

/// <summary>Who may open a page. Flows check again, by the store.</summary>
public static class Policies
{
    /// <summary>Customers' pages: signed in and no operator, who is outside all organisations.</summary>
    public const string Member = "member";

    /// <summary><c>/admin</c>: an operator who signed in with a second factor.</summary>
    public const string Operator = "operator";

    internal static bool IsMember(ClaimsPrincipal person) => person.Identity is { IsAuthenticated: true } && !person.IsOperator();

    internal static bool IsOperator(ClaimsPrincipal person, OperatorOptions options) =>
        person.Identity is { IsAuthenticated: true } && person.IsOperator() && (person.UsedTwoFactor() || !options.RequireTwoFactor);
}

/// <summary>Settings for operators (section <c>Operators</c>).</summary>
public sealed class OperatorOptions
{
    public const string Section = "Operators";

    /// <summary>Off only for the demo: its operator signs in with a password alone.</summary>
    public bool RequireTwoFactor { get; set; } = true;
}
