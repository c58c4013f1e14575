using System.Text.Json.Nodes;
using Billing.PriceBooks;

namespace Billing.Tests.PriceBooks;

/// <summary>Each fault by its path and reason, and all of them at once.</summary>
public sealed class PriceBookFaultTests
{
    public static TheoryData<string, string, string> OneFault => new()
    {
        { "$.version", "0", "must be a whole number from 1 to 2147483647" },
        { "$.effective_from", "\"soon\"", "must be an instant like 2020-01-01T00:00:00Z" },
        { "$.currency", "\"usd\"", "must be an ISO 4217 code in capitals" },
        { "$.wallet.at_zero", "\"stop\"", "'stop' is not one of refuse_402, throttle, pause, nothing" },
        { "$.wallet.units_per_currency", "\"2\"", "must be 1 where the wallet counts the currency itself" },
        { "$.rounding.floor", "\"0.000000001\"", "must have at most 8 decimals" },
        { "$.upstream.credit_price", "0.005", "must be a decimal in quotes, not a number" },
        { "$.families[0].factors.cache_read", "\"-0.1\"", "must be from 0 to 100" },
        { "$.models[1].id", "\"claude-opus-4.6\"", "'claude-opus-4.6' names another model already" },
        { "$.models[0].family", "\"opus\"", "'opus' is not in families" },
        { "$.meters[1].id", "\"chat\"", "'chat' is another meter already" },
        { "$.meters[0].parts[0].measures[0]", "\"words\"", "'words' is not a measure" },
        { "$.meters[0].lines[0].model", "\"opus\"", "'opus' is not in models" },
        { "$.meters[0].lines[0].prices.input", "null", "is missing" },
        { "$.meters[0].lines[0].prices.outputs", "\"1\"", "is not a field of this place" },
        { "$.meters[0].lines[0].markup", "\"lots\"", "must be a plain decimal in quotes, like \"0.005\"" },
        { "$.meters[2].lines[1].resolution", "\"720p\"", "prices the same model and resolution as a line before it" },
        { "$.grants[0].kind", "\"gift\"", "'gift' is not a grant kind" },
        { "$.grants[1].kind", "\"topup\"", "has a rule already" },
        { "$.burn_order.keys[1]", "\"granted_at\"", "stands there already" },
        { "$.burn_order.keys[1]", "\"luck\"", "'luck' is not one of kind, expiry, granted_at" },
        { "$.top_up.maximum", "\"9\"", "must not be below the minimum" },
        { "$.top_up.offers[1]", "\"10\"", "must be above the offer before it" },
        { "$.top_up.bonus_tiers[2].from", "\"500\"", "must be above the tier before it" },
        { "$.display.decimals", "9", "must be a whole number from 0 to 8" },
        { "$.pages[3]", "\"lounge\"", "'lounge' is not a page of the portal" },
        { "$.samples[0].path", "\"meters\"", "must begin with '$.'" },
        { "$.plans", "[]", "is reserved: this version of the portal does not read it" },
        { "$.tax", "{}", "is reserved: this version of the portal does not read it" },
        { "$.surcharge", "\"1\"", "is not a field of this place" },
    };

    [Theory]
    [MemberData(nameof(OneFault))]
    public void Parse_OneFault_NamesItsPathAndReason(string path, string value, string reason)
    {
        var reading = Books.Changed(book => Set(book, path, JsonNode.Parse(value)));
        Assert.Null(reading.Book);
        Assert.Contains(reading.Faults, fault => fault.Reason == reason && path.StartsWith(fault.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_ManyFaults_NamesThemAllAtOnce()
    {
        string[] paths = ["$.version", "$.currency", "$.meters[0].lines[2].markup", "$.pages[0]", "$.top_up.offers[0]"];
        var reading = Books.Changed(book =>
        {
            foreach (var path in paths) Set(book, path, "?");
        });
        Assert.Null(reading.Book);
        Assert.All(paths, path => Assert.Contains(reading.Faults, fault => fault.Path == path));
    }

    private static void Set(JsonObject book, string path, JsonNode? value)
    {
        JsonNode at = book;
        var steps = path[2..].Replace("[", ".[").Split('.');
        foreach (var step in steps[..^1]) at = step[0] == '[' ? at[int.Parse(step.Trim('[', ']'))]! : at[step]!;
        if (steps[^1][0] == '[') at[int.Parse(steps[^1].Trim('[', ']'))] = value;
        else at[steps[^1]] = value;
    }
}
