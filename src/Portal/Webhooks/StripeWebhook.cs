using Billing.Service.Flows.Messages;
using Billing.Service.Jobs;
using Billing.Service.Ports;

namespace BillingPortal.Portal.Webhooks;

/// <summary>
/// The one door for the payment provider: raw body, signature, kept in the inbox, then 200. Works off nothing here; a
/// retry of the provider finds its event kept.
/// </summary>
public static class StripeWebhook
{
    public const string Path = "/webhooks/stripe";

    private const int LongestBody = 1 << 20;

    public static void MapStripeWebhook(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, Receive).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Receive(
        HttpRequest request, IPaymentGateway gateway, KeepWebhook keep, InboxJob inbox, ILoggerFactory logs, CancellationToken cancel)
    {
        if (request.ContentLength > LongestBody) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (await Read(request.Body, cancel) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var log = logs.CreateLogger(typeof(StripeWebhook));
        if (gateway.VerifyWebhook(body, request.Headers["Stripe-Signature"], out var because) is not { } notice)
        {
            log.LogWarning("A webhook was refused: {Because}", because);
            return Results.BadRequest();
        }

        if (await keep.Run(notice, body, cancel) && notice.OtherVersion)
            log.LogError("Event {Event} ({Type}) is of another API version; set the endpoint at the provider to the portal's", notice.EventId, notice.Type);
        inbox.Wake();
        return Results.Ok();
    }

    private static async Task<byte[]?> Read(Stream stream, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16_384];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > LongestBody) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
