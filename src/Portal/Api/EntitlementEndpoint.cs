using System.Text.Json;
using System.Text.Json.Serialization;
using Billing.Limits;
using Billing.Plans;
using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Flows.Entitlements;
using Billing.Service.Metering;

namespace BillingPortal.Portal.Api;

/// <summary>A question about a plan's limit.</summary>
/// <param name="Feature">As the price book names it: <c>stacks</c>.</param>
/// <param name="Action"><c>read</c>: may it be used at all? <c>add</c>: may there be one more?</param>
/// <param name="Current">How many there are now, as you count. 0 when left out.</param>
/// <param name="Key">Whom an own limit is for; only repeated in the answer.</param>
/// <param name="Limit">A limit of its own, in place of the plan's.</param>
public sealed record EntitlementDocument(
    [property: JsonPropertyName("feature")] string? Feature,
    [property: JsonPropertyName("action")] string? Action,
    [property: JsonPropertyName("current")] long? Current,
    [property: JsonPropertyName("key")] string? Key,
    [property: JsonPropertyName("limit")] long? Limit);

/// <param name="Limit">Null for no limit, and for a feature that is only on or off.</param>
/// <param name="Reason"><c>limit_reached</c>, <c>not_in_plan</c>; with a yes <c>beyond_included_not_charged</c>; else null.</param>
public sealed record EntitlementResult(
    [property: JsonPropertyName("feature")] string Feature,
    [property: JsonPropertyName("key"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key,
    [property: JsonPropertyName("limit")] long? Limit,
    [property: JsonPropertyName("allowed")] bool Allowed,
    [property: JsonPropertyName("reason")] string? Reason);

/// <summary>The seller asks before it creates what only it counts: stacks, models in a stack, domains.</summary>
public static class EntitlementEndpoint
{
    private const long MostCounted = 1_000_000_000_000;

    public static IEndpointRouteBuilder MapEntitlementApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/v1").WithTags("Entitlements").DisableAntiforgery().MapPost("/entitlements/check", Check)
            .AddEndpointFilter(new ApiKeyFilter(ApiScopes.Usage))
            .WithName("CheckEntitlement").WithSummary("Ask what the account's plan allows")
            .WithDescription("A limit refuses what is new and takes nothing away. Your count is remembered: a change to a plan that allows less may be "
                + "refused by it. Authorization: Bearer with an API key.")
            .Accepts<EntitlementDocument>("application/json")
            .Produces<EntitlementResult>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<IResult> Check(HttpContext http, CheckEntitlement flow, CancellationToken cancel)
    {
        var read = await Read(http.Request, cancel);
        if (read.Refusal is { } unclear) return ApiProblem.Of(StatusCodes.Status400BadRequest, unclear);
        var (asked, question) = read.Value;
        try
        {
            var answer = await flow.Run(ApiKeyFilter.KeyOf(http).Account, question, cancel);
            if (answer.Refusal is { } no) return ApiProblem.Of(no.Code == "not_found" ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, no);
            return Results.Json(new EntitlementResult(question.Feature, asked.Key, (long?)answer.Value.Limit?.Numerator, answer.Value.Allowed, answer.Value.Reason));
        }
        catch (WriterBusyException busy)
        {
            return ApiProblem.Busy(http, busy);
        }
        catch (LedgerUnavailableException unavailable)
        {
            return ApiProblem.Unavailable(http, unavailable);
        }
    }

    private static async Task<Outcome<(EntitlementDocument, EntitlementQuestion)>> Read(HttpRequest request, CancellationToken cancel)
    {
        EntitlementDocument? asked;
        try
        {
            asked = request.HasJsonContentType() ? await request.ReadFromJsonAsync<EntitlementDocument>(cancel) : null;
        }
        catch (JsonException fault)
        {
            return new Refusal("invalid_request", "This is not the JSON that is expected here.", fault.Path?.TrimStart('$', '.'));
        }

        if (asked is null) return new Refusal("invalid_request", "Send a JSON object.");
        if (string.IsNullOrWhiteSpace(asked.Feature)) return new Refusal("invalid_request", "Name a feature of the price book.", "feature");
        if (Action(asked.Action) is not { } action) return new Refusal("invalid_request", "The action is read or add.", "action");
        if (asked.Current is < 0 or > MostCounted) return new Refusal("invalid_request", "A count is a whole number of 0 or more.", "current");
        if (asked.Limit is < 0 or > MostCounted) return new Refusal("invalid_request", "A limit is a whole number of 0 or more.", "limit");
        return (asked, new EntitlementQuestion(asked.Feature, action, asked.Current ?? 0, asked.Limit));
    }

    private static EntitlementAction? Action(string? text) => text switch
    {
        "read" => EntitlementAction.Read,
        "add" => EntitlementAction.Add,
        _ => null,
    };
}
