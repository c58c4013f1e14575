using Billing.Service.Audit;
using Billing.Service.Ports;
using Billing.Units;

namespace BillingPortal.Portal.Api;

/// <summary>The door of the command <c>reconcile</c> while the portal runs: only it can reach the sandbox, and only it needs the keys.</summary>
public static class ReconcileEndpoint
{
    public const string Path = "/internal/reconcile";

    /// <summary>How far back is compared where nobody says otherwise: as long as the provider keeps events.</summary>
    public const int UsualDays = 30;

    public static void MapReconcile(this IEndpointRouteBuilder routes) => routes.MapGet(Path, Run).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Run(HttpRequest request, string? since, DoorToken token, Reconciliation reconciliation, BillingClock clock, CancellationToken cancel)
    {
        if (!token.Opens(request.Headers[DoorToken.Header])) return Results.NotFound();
        var from = clock.Now.PlusDays(-UsualDays);
        if (!string.IsNullOrEmpty(since) && !Instant.TryParse(since, out from)) return Results.BadRequest();
        try
        {
            return Results.Json(await reconciliation.Run(from, cancel));
        }
        catch (GatewayAwayException away)
        {
            return Results.Problem(away.Message, statusCode: StatusCodes.Status502BadGateway);
        }
    }
}
