using System.Buffers;
using System.IO.Pipelines;
using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Metering.Intake;
using Billing.Service.Ports;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace BillingPortal.Portal.Api;

/// <summary>The seller's gateway reports finished work here, and asks for the balance.</summary>
public static class UsageEndpoint
{
    private const string Lines = "application/x-ndjson";
    private static readonly string[] Json = ["application/json", "application/cloudevents+json", "application/cloudevents-batch+json"];

    public static IEndpointRouteBuilder MapUsageApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/v1").WithTags("Usage").DisableAntiforgery();
        api.MapPost("/usage", Post)
            .AddEndpointFilter(new ApiKeyFilter(ApiScopes.Usage))
            .WithName("PostUsage").WithSummary("Report finished work")
            .WithDescription("CloudEvents 1.0 in structured mode: one event, an array, or one a line; at most 1,000 events or 4 MiB. "
                + "Each event is answered by itself, and an id that was reported before is not charged again. Authorization: Bearer with an API key.")
            .AddOpenApiOperationTransformer(DescribeBody)
            .Produces<UsageAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status402PaymentRequired).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/balance", Balance)
            .AddEndpointFilter(new ApiKeyFilter(ApiScopes.Read))
            .WithName("GetBalance").WithSummary("The account's balance")
            .WithDescription("After the last committed entry. Authorization: Bearer with an API key.")
            .Produces<BalanceAnswer>()
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        return routes;
    }

    /// <summary>For the API document only: as routing metadata the types would answer 415 without saying which are taken.</summary>
    private static async Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var content = new OpenApiMediaType { Schema = await context.GetOrCreateSchemaAsync(typeof(UsageEventDocument), cancellationToken: cancel) };
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Json.Append(Lines).ToDictionary(type => type, _ => content) };
    }

    private static async Task<IResult> Post(HttpContext http, Writer writer, CancellationToken cancel)
    {
        if (FormatOf(http.Request.ContentType) is not { } format)
            return ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType, new("unsupported_media_type", $"Send {string.Join(", ", Json)} or {Lines}."));
        if (await Body(http.Request, cancel) is not { } body)
            return ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, new("too_large", $"A body has at most {UsageIntake.MostBytes} bytes."));
        var key = ApiKeyFilter.KeyOf(http);
        try
        {
            // A caller that goes away after this has still reported its usage: what is queued is booked.
            var answers = await new UsageIntake(writer).Take(key.Account, key.Id, body, format, CancellationToken.None, key.Environment);
            return answers.Refusal is { } refusal
                ? ApiProblem.Of(refusal.Code is "too_many_events" or "too_large" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, refusal)
                : Answer(http, answers.Value);
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

    /// <summary>Per event as a rule. A lone event that is refused is a failed request, so that a plain client notices.</summary>
    private static IResult Answer(HttpContext http, IReadOnlyList<EventAnswer> answers)
    {
        var answer = UsageAnswer.Of(answers);
        if (answers.All(a => a.Refusal is CreditRefusal)) return ApiProblem.OutOfCredit(http, (CreditRefusal)answers[0].Refusal!, answer);
        if (answers.Count > 1 || answers[0].Refusal is null) return Results.Json(answer);
        return Refused(answers[0].Refusal!.Code == "event_id_conflict" ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);

        IResult Refused(int status) => ApiProblem.Of(status, answers[0].Refusal!, new KeyValuePair<string, object?>("events", answer.Events));
    }

    private static IResult Balance(HttpContext http, Writer writer, BillingClock clock)
    {
        if (writer.Find(ApiKeyFilter.KeyOf(http).Account) is not { } wallet)
            return ApiProblem.Of(StatusCodes.Status404NotFound, new("not_found", "There is no such account."));
        var now = clock.Now;
        var available = wallet.BalanceAmount with { Units = wallet.AvailableAt(now) };
        return Results.Json(new BalanceAnswer(
            wallet.Id.ToString(), wallet.Asset.Code, wallet.BalanceAmount.ToDecimalText(), available.ToDecimalText(), wallet.LastNumber, now.ToString()));
    }

    private static UsageFormat? FormatOf(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)) return null;
        return type.MediaType.Equals(Lines, StringComparison.OrdinalIgnoreCase) ? UsageFormat.JsonLines
            : Json.Any(json => type.MediaType.Equals(json, StringComparison.OrdinalIgnoreCase)) ? UsageFormat.Json
            : null;
    }

    /// <summary>The whole body, or null when it is too large; no more than the limit is ever held.</summary>
    private static async Task<byte[]?> Body(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > UsageIntake.MostBytes) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            if (read.Buffer.Length > UsageIntake.MostBytes) return null;
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
