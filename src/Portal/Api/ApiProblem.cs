using System.Globalization;
using Billing.Credits;
using Billing.Service;
using Billing.Service.Metering;

namespace BillingPortal.Portal.Api;

/// <summary>What the API answers when it does not do what was asked: RFC 9457 problem details with our refusal's code.</summary>
internal static class ApiProblem
{
    public static IResult Of(int status, Refusal refusal, params ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = refusal.Code };
        if (refusal.Field is not null) extensions["field"] = refusal.Field;
        foreach (var (name, value) in more) extensions[name] = value;
        return Results.Problem(refusal.Message, statusCode: status, type: $"urn:billing-portal:{refusal.Code}", extensions: extensions);
    }

    public static IResult Busy(HttpContext http, WriterBusyException busy)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(busy.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Of(StatusCodes.Status429TooManyRequests, new("busy", busy.Message));
    }

    /// <summary>402, or 429 where the book throttles; with what leads out of it (KS-30).</summary>
    public static IResult OutOfCredit(HttpContext http, CreditRefusal refusal, UsageAnswer answer)
    {
        var throttled = refusal.Action == ZeroAction.Throttle;
        if (throttled) http.Response.Headers.RetryAfter = CreditRefusal.RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Of(
            throttled ? StatusCodes.Status429TooManyRequests : StatusCodes.Status402PaymentRequired, refusal,
            new("events", answer.Events), new("ways_out", WayOutAnswer.Of(refusal)));
    }

    public static IResult Unavailable(HttpContext http, LedgerUnavailableException unavailable)
    {
        http.Response.Headers.RetryAfter = "1";
        return Of(StatusCodes.Status503ServiceUnavailable, new("ledger_unavailable", unavailable.Message));
    }
}
