using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>
/// Stripe's own way to move time. The sandbox has one time for everybody: advancing any test clock moves it, and what
/// becomes due happens before the call is answered. While there is a clock, time does not go back.
/// </summary>
internal static class TestClocks
{
    public const string Kind = "test_helpers.test_clock";
    private const string Url = "/v1/test_helpers/test_clocks";
    private const long Kept = 30 * 24 * 60 * 60;

    /// <summary>Two clocks meant for the same moment are not made in the same second.</summary>
    private const long Tolerance = 60 * 60;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post(Url, "frozen_time# name", Create),
        Operation.Get(Url, ParameterShape.ListOf(string.Empty), call => call.List(Kind, Url)),
        Operation.Get(Url + "/{id}", ParameterShape.None, call => call.Subject(Kind)),
        Operation.Post(Url + "/{id}/advance", "frozen_time#", Advance),
        Operation.Delete(Url + "/{id}", Delete),
    ];

    private static JsonObject Create(Call call)
    {
        var time = call.Whole("frozen_time");
        if (call.State.Objects.All(Kind).Count == 0)
            Move(call.State, time);
        else if (time < call.State.Now - Tolerance)
            throw StripeFault.Invalid("The sandbox has one time for all test clocks, and the others are past this one. Begin later, or delete them first.", "frozen_time");
        else
            Move(call.State, Math.Max(time, call.State.Now));
        var clock = new JsonObject
        {
            ["id"] = Ids.New("clock_"),
            ["object"] = Kind,
            ["created"] = call.State.RealNow,
            ["deletes_after"] = call.State.RealNow + Kept,
            ["frozen_time"] = time,
            ["livemode"] = false,
            ["name"] = call.Given.Text("name"),
            ["status"] = "ready",
            ["status_details"] = new JsonObject(),
        };
        call.State.Objects.Add(clock);
        call.State.Emit("test_helpers.test_clock.created", clock);
        return clock;
    }

    private static JsonObject Advance(Call call)
    {
        var clock = call.Subject(Kind);
        var time = call.Whole("frozen_time");
        if (time <= clock.Whole("frozen_time"))
            throw StripeFault.Invalid("The frozen time must be after the current frozen time of the test clock.", "frozen_time");
        call.State.Emit("test_helpers.test_clock.advancing", clock);
        // Another clock may be further: what is due up to this one's moment has then happened already.
        Move(call.State, Math.Max(time, call.State.Now));
        clock["frozen_time"] = time;
        call.State.Objects.Save(clock);
        call.State.Emit("test_helpers.test_clock.ready", clock);
        return clock;
    }

    private static JsonObject Delete(Call call)
    {
        var clock = call.Subject(Kind);
        call.State.Objects.Remove(call.Id);
        call.State.Emit("test_helpers.test_clock.deleted", clock);
        return new JsonObject { ["id"] = call.Id, ["object"] = Kind, ["deleted"] = true };
    }

    private static void Move(State state, long time)
    {
        state.MoveClock(checked(time - state.RealNow));
        while (Timers.RunDue(state))
        {
            // Everything that the move made due happens within this call.
        }
    }
}
