using System.Security.Cryptography;
using System.Text;
using Billing.Service.Metering;
using Billing.Service.Metering.Intake;
using Billing.Units;
using BillingPortal.Portal.Commands;

namespace BillingPortal.Portal.Api;

/// <summary>What a command must show to be let in: it stands beside the lock, readable by its owner alone.</summary>
public sealed class DoorToken
{
    public const string Header = "X-Portal-Door";

    public string Value { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public bool Opens(string? shown) =>
        shown is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(Value));
}

/// <summary>The door of the command line: <c>import-usage</c> while the portal runs. Unlike the API it takes old events.</summary>
public static class ImportEndpoint
{
    public const string Path = "/internal/import";

    public static void MapImport(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, Take).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Take(HttpRequest request, string account, DoorToken token, Writer writer, CancellationToken cancel)
    {
        if (!token.Opens(request.Headers[DoorToken.Header])) return Results.NotFound();
        if (!PrefixedId.TryParse("acct", account, out var id) || writer.Find(new AccountId(id)) is null) return Results.NotFound();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel);
        var answers = await new UsageIntake(writer).Take(new AccountId(id), null, body.ToArray(), UsageFormat.JsonLines, cancel, imported: true);
        return answers.IsAccepted ? Results.Json(answers.Value.Select(ImportReceipt.Of)) : Results.Problem(answers.Refusal!.Message, statusCode: 400);
    }
}
