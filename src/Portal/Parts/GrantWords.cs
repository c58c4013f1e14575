using Billing.Credits;
using Billing.Service.Reads;
using Billing.Units;

namespace BillingPortal.Portal.Parts;

/// <summary>How grants are called and coloured: paid petrol, promotional ochre, included violet.</summary>
public static class GrantWords
{
    public static string Colour(GrantKind kind) => kind switch
    {
        GrantKind.Topup => "k1",
        GrantKind.Included or GrantKind.Starter => "k3",
        _ => "k2",
    };

    public static string Class(GrantKind kind) => kind switch
    {
        GrantKind.Included or GrantKind.Starter => "included",
        _ => kind.Class() == GrantClass.Paid ? "paid" : "promotional",
    };

    /// <summary>"Top-up of 14 Oct", "Bonus of 18 Nov".</summary>
    public static string Name(GrantLine grant, int thisYear) => Name(grant.Kind, grant.GrantedAt, thisYear);

    public static string Name(GrantKind kind, Instant? grantedAt, int thisYear)
    {
        var word = kind switch
        {
            GrantKind.Topup => "Top-up",
            GrantKind.Bonus => "Bonus",
            GrantKind.Included => "Included credits",
            GrantKind.Starter => "Starter credits",
            GrantKind.Coupon => "Coupon",
            GrantKind.Correction => "Correction",
            _ => "Grant",
        };
        return grantedAt is { } at ? $"{word} of {DateText.Day(at.Day, thisYear)}" : word;
    }

    public static string Expiry(GrantLine grant, int thisYear) =>
        grant.ExpiresAt is { } at ? $"expires {DateText.Day(at.Day, thisYear)}" : "never expires";
}
