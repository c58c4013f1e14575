using System.Text.Json;
using Billing.Sessions;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>A resource that starts, pauses, resumes and stops: by the hour in advance, by the second in arrears.</summary>
internal static class SessionVectors
{
    public static object Answer(Vector vector)
    {
        var events = vector.When.List("events").Select(EventOf).ToList();
        var until = vector.When.Moment("until");
        var instances = vector.Given.Whole("instances") ?? 1;
        return vector.Given.Text("per") == "hour" ? Hourly(vector, events, until, instances) : Seconds(vector, events, until, instances);
    }

    private static object Hourly(Vector vector, List<SessionEvent> events, Instant until, int instances)
    {
        var resource = new HourlyResource(1, checked(vector.Given.Units("price") * instances));
        var charges = new List<HourCharge>();
        var after = HourlySessions.Advance(new(Instant.Earliest, vector.Given.Units("balance"), [resource]), events, until, charges);
        return new
        {
            unit = vector.Given.Str("unit"),
            quantity = charges.Count * instances,
            debits = charges.Select(charge => new { at = charge.At.Text(), amount = charge.Units.Text() }),
            total = charges.Sum(charge => charge.Units).Text(),
            paused_for_funds_at = after.Resources[0].PausedForFundsAt.Text(),
            balance_after = after.Balance.Text(),
        };
    }

    private static object Seconds(Vector vector, List<SessionEvent> events, Instant until, int instances)
    {
        var seconds = SecondSessions.Seconds(SecondSessions.RunningIn(new(Instant.Earliest, until), events), instances);
        var rounding = BookFiles.Of(vector).Lines[0].Rounding;
        return new
        {
            unit = vector.Given.Str("unit"),
            quantity = seconds,
            debits = Array.Empty<object>(),
            total = rounding.ToUnits(vector.Given.Exact("price") * seconds).Text(),
            paused_for_funds_at = (string?)null,
            balance_after = vector.Given.Str("balance"),
        };
    }

    private static SessionEvent EventOf(JsonElement e)
    {
        var kind = e.Text("type").Named<SessionEventKind>();
        return new(e.Moment("at"), kind, Resource: 1, kind == SessionEventKind.Topup ? e.Units("amount") : 0);
    }
}
