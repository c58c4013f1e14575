using System.Globalization;

namespace BillingPortal.Portal;

/// <summary>The portal's own addresses, relative to its base, so that it also lives under a path. Every link is made from here.</summary>
public static class PortalUrls
{
    public const string Overview = "";
    public const string Requests = "usage/requests";
    public const string Transactions = "billing/transactions";
    public const string TopUp = "billing/top-up";
    public const string AutoRefill = "billing/auto-refill";
    public const string Plan = "billing/plan";
    public const string PlanReturn = Plan + "/return";
    public const string PlanByYear = Plan + "?pay=year";
    public const string PaymentMethods = "billing/payment-methods";
    public const string Coupons = "billing/coupons";
    public const string Resources = "resources";
    public const string Invoices = "billing/invoices";
    public const string ApiKeys = "keys";
    public const string Account = "account";
    public const string SignIn = "account/sign-in";
    public const string SignOut = "account/sign-out";
    public const string SignInCode = "account/sign-in/code";
    public const string SignInRecovery = "account/sign-in/recovery";
    public const string Register = "account/register";
    public const string CheckMail = "account/check-mail";
    public const string ConfirmEmail = "account/confirm-email";
    public const string ResendConfirmation = "account/resend-confirmation";
    public const string ForgotPassword = "account/forgot-password";
    public const string ResetPassword = "account/reset-password";
    public const string TwoFactor = "account/two-factor";
    public const string SignOutEverywhere = "account/sign-out-everywhere";
    public const string ChooseOrganisation = "session/organisation";
    public const string Admin = "admin";
    public const string AdminWebhooks = Admin + "/webhooks";

    public static string Customer(Billing.Units.AccountId account) => $"{Admin}/customers/{account}";

    public static string Resource(Billing.Units.ResourceId resource) => $"{Resources}/{resource}";
    public static string Invoice(long number) => $"{Invoices}/{number}";

    public static string Request(long row) => $"{Requests}/{row}";

    /// <summary>The requests of some days, both included, of one model where one is named.</summary>
    public static string RequestsOf(DateOnly from, DateOnly to, string? model = null)
    {
        var days = string.Create(CultureInfo.InvariantCulture, $"{Requests}?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
        return model is null ? days : $"{days}&model={Uri.EscapeDataString(model)}";
    }

    /// <summary>The transactions of the day of an entry, each on its own line, opened at it.</summary>
    public static string Entry(long number, DateOnly day) => string.Create(CultureInfo.InvariantCulture,
        $"{Transactions}?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}&each=1&page={number + 1}&entry={number}");

    /// <summary>The sign-in page that leads back to <paramref name="returnUrl"/> afterwards.</summary>
    public static string SignInAndReturn(string returnUrl) => $"{SignIn}?returnUrl={Uri.EscapeDataString(returnUrl)}";
}
