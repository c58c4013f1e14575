using System.Net;
using System.Runtime.CompilerServices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Stripe;

namespace Billing.Gateway;

/// <summary>
/// The one place that decides what a failed call means. A definite no is only what Stripe itself said no to;
/// whatever leaves open whether something happened is unknown, and the same key asks again.
/// </summary>
internal static class StripeAnswers
{
    public static async Task<GatewayAnswer<T>> Ask<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        try
        {
            CrashPoints.Hit(CrashPoints.BeforeCall);
            var done = await call();
            CrashPoints.Hit(CrashPoints.AfterCall);
            return new GatewayAnswer<T>.Done(done);
        }
        catch (StripeException failure)
        {
            return IsDefinite(failure)
                ? new GatewayAnswer<T>.Refused(Code(failure), failure.Message)
                : new GatewayAnswer<T>.Unknown($"{(int)failure.HttpStatusCode}: {failure.Message} (request {failure.StripeResponse?.RequestId ?? "without id"})");
        }
        catch (UnpayableAmountException unpayable)
        {
            return new GatewayAnswer<T>.Refused("amount_not_payable", unpayable.Message);
        }
        catch (RefusedException refused)
        {
            return new GatewayAnswer<T>.Refused(refused.Code, refused.Message);
        }
        catch (Exception lost) when (!IsCallersWish(lost, cancel))
        {
            // A broken connection, a time-out, or an answer in which something is missing: it may have been done all the same.
            return new GatewayAnswer<T>.Unknown(lost.Message);
        }
    }

    /// <summary>A field without which an answer is none; not to be told from a lost one.</summary>
    public static T Present<T>(T? field, string name)
        where T : class => field ?? throw new StripeException($"Stripe's answer has no {name}.");

    /// <summary>A list read to its end; wherever it breaks off, nothing is known of the rest.</summary>
    /// <exception cref="GatewayAwayException">Stripe refused or did not answer.</exception>
    public static async IAsyncEnumerable<T> Records<T>(IAsyncEnumerable<T> records, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var reading = records.GetAsyncEnumerator(cancel);
        while (await Next(reading, cancel))
            yield return reading.Current;
    }

    private static async Task<bool> Next<T>(IAsyncEnumerator<T> reading, CancellationToken cancel)
    {
        try
        {
            return await reading.MoveNextAsync();
        }
        catch (Exception away) when (!IsCallersWish(away, cancel))
        {
            throw new GatewayAwayException(away.Message, away);
        }
    }

    private static bool IsCallersWish(Exception failure, CancellationToken cancel) =>
        failure is OperationCanceledException && cancel.IsCancellationRequested;

    /// <summary>
    /// 409 (a twin is running), 429 (too many calls) and 5xx say nothing about the outcome, and neither does a success that
    /// can't be read. A key that is refused (401, 403) says nothing about what was asked with it while it was good, and a
    /// page without Stripe's error object comes from somebody in between.
    /// </summary>
    private static bool IsDefinite(StripeException failure) =>
        failure.StripeError?.Type is { Length: > 0 }
        && failure.HttpStatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            and not (HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout);

    private static string Code(StripeException failure) =>
        failure.StripeError?.DeclineCode ?? failure.StripeError?.Code ?? failure.StripeError?.Type ?? $"http_{(int)failure.HttpStatusCode}";
}

/// <summary>A definite no that Stripe says in another way than by an error.</summary>
internal sealed class RefusedException(string code, string message) : Exception(message)
{
    public string Code => code;
}
