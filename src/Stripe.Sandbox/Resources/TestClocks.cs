using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>
/// Stripe's own way to move time. The sandbox has one time for everybody: advancing any test clock moves it, and what
/// becomes due happens before the call is answered.
/// </summary>
internal static class TestClocks
{
    public const string Kind = "test_helpers.test_clock";
    private const string Url = "/v1/test_helpers/test_clocks";
    private const long Kept = 30 * 24 * 60 * 60;

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
        Move(call.State, time);
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
        Move(call.State, time);
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
        state.MoveClock(time - state.RealNow);
        while (Timers.RunDue(state))
        {
            // Everything that the move made due happens within this call.
        }
    }
}
