namespace BillingPortal.Portal;

/// <summary>The portal's own addresses, relative to its base, so that it also lives under a path. Every link is made from here.</summary>
public static class PortalUrls
{
    public const string Overview = "";
    public const string Requests = "usage/requests";
    public const string Transactions = "billing/transactions";
    public const string TopUp = "billing/top-up";
    public const string ApiKeys = "keys";
    public const string Account = "account";
    public const string SignIn = "account/sign-in";
    public const string SignOut = "account/sign-out";
    public const string Admin = "admin";

    public static string Request(long row) => $"{Requests}/{row}";

    /// <summary>The sign-in page that leads back to <paramref name="returnUrl"/> afterwards.</summary>
    public static string SignInAndReturn(string returnUrl) => $"{SignIn}?returnUrl={Uri.EscapeDataString(returnUrl)}";
}
