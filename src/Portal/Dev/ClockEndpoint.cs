using System.ComponentModel;
using Billing.Service;
using Billing.Units;
using BillingPortal.Portal.Api;

namespace BillingPortal.Portal.Dev;

/// <summary>Moves the clock: to an instant, or by whole days or hours.</summary>
public sealed record ClockMove(
    [property: Description("An ISO 8601 instant with Z or an offset.")] string? To,
    int? Days,
    int? Hours);

/// <summary><c>POST /dev/clock</c>, in Development only: <c>{"days": 30}</c>. Only JSON is taken, so that no foreign page's form can post it.</summary>
public static class ClockEndpoint
{
    public static void MapDevClock(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment()) return;
        routes.MapGet("/dev/clock", (DevClock clock) => Results.Json(new { now = clock.Now.ToString() })).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/dev/clock", Move).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> Move(ClockMove move, DevClock clock, CancellationToken cancel)
    {
        if (Target(move, clock.Now) is not { } to) return ApiProblem.Of(StatusCodes.Status400BadRequest, Unclear);
        var moved = await clock.MoveTo(to, cancel);
        return moved.Refusal is { } no ? ApiProblem.Of(StatusCodes.Status400BadRequest, no) : Results.Json(new { now = moved.Value.ToString() });
    }

    private static Instant? Target(ClockMove move, Instant now) => move switch
    {
        { To: { } text, Days: null, Hours: null } => Instant.TryParse(text, out var to) ? to : null,
        { To: null, Days: { } days and > -10_000 and < 10_000, Hours: null } => now.PlusDays(days),
        { To: null, Days: null, Hours: { } hours and > -240_000 and < 240_000 } => now.Plus(TimeSpan.FromHours(hours)),
        _ => null,
    };

    private static readonly Refusal Unclear = new("clock_move_unclear", "Give one of: to (an ISO 8601 instant), days, hours.", "to");
}
