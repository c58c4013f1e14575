using System.Text.Json.Nodes;

namespace Stripe.Sandbox;

/// <summary>A refusal in Stripe's words.</summary>
internal sealed class StripeFault(int status, JsonObject error, bool executed = false) : Exception(error.Text("message"))
{
    public int Status { get; } = status;

    /// <summary>Whether the call had effects that stay (a declined charge): then the answer is kept for its key.</summary>
    public bool Executed { get; } = executed;

    public JsonObject Body { get; } = new() { ["error"] = error };

    public static StripeFault Invalid(string message, string? param = null, string? code = null, int status = 400)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = "invalid_request_error" };
        if (code is not null)
            error["code"] = code;
        if (param is not null)
            error["param"] = param;
        return new StripeFault(status, error);
    }

    public static StripeFault Missing(string kind, string id, string param)
    {
        var noun = kind == "checkout.session" ? "checkout session" : kind.Replace('_', ' ');
        // A wrong id in the path is 404; in a parameter it is an invalid request.
        return Invalid($"No such {noun}: '{id}'", param, "resource_missing", param == "id" ? 404 : 400);
    }

    public static StripeFault Required(string param) =>
        Invalid($"Missing required param: {param}.", param, "parameter_missing");

    public static StripeFault State(string message) => Invalid(message, code: "payment_intent_unexpected_state");

    /// <summary>Something went wrong on this side, and is not the caller's fault.</summary>
    public static StripeFault Defect(string message) => new(500, new JsonObject { ["message"] = message, ["type"] = "api_error" });

    public static StripeFault Unauthorized(string message) => Invalid(message, status: 401);

    public static StripeFault Idempotency(int status, string message, string? code = null)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = status == 409 ? "invalid_request_error" : "idempotency_error" };
        if (code is not null)
            error["code"] = code;
        return new StripeFault(status, error);
    }
}
