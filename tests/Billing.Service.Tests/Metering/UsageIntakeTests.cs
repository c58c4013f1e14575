using System.Globalization;
using System.Text;
using Billing.Metering;
using Billing.Service.Metering;
using Billing.Service.Metering.Intake;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

public sealed class UsageIntakeTests
{
    private static readonly AccountId Account = new(Guid.CreateVersion7());

    private const string Whole =
        """
        {"specversion":"1.0","id":"e1","source":"gw","type":"chat","time":"2026-03-10T12:00:00+01:00","datacontenttype":"application/json","traceparent":{"deep":[1]},
         "data":{"model":"claude-opus-4.6","status":"error","http_status":503,"input_tokens":1,"cached_tokens":2,"cache_write_tokens":3,"output_tokens":4,
         "reasoning_tokens":5,"prompt_tokens":6,"images":7,"clips":8,"seconds":"1.5","characters":9,"ram_mib":512,"bytes":10,"gib_hours":0.000001,
         "resolution":"720p","latency_ms":11,"ip":"192.0.2.7","user_agent":"sdk/1 \u00e9","upstream":{"unit":"upstream_credits","amount":"3.264"},
         "resource":"r","service":"s","environment":"staging"}}
        """;

    [Fact]
    public void Parse_EveryField_ArrivesInTheEvent()
    {
        var e = Parse(Whole).Event!;

        Assert.Equal(("e1", "gw", "chat", Instant.At(2026, 3, 10, 11)), (e.Id, e.Source, e.Meter, e.Time));
        Assert.Equal(("claude-opus-4.6", UsageStatus.Error, 503, "720p", 326_400_000L, 11), (e.Model, e.Status, e.HttpStatus, e.Resolution, e.UpstreamUnits, e.LatencyMs));
        Assert.Equal(("192.0.2.7", "sdk/1 é", "r", "s", "staging"), (e.Ip, e.UserAgent, e.Resource, e.Service, e.Environment));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 1_500_000, 9, 512, 10, 1], Measures.All.Select(m => e.Quantities[m]));
    }

    [Fact]
    public void Parse_OnlyWhatIsRequired_IsASuccessInTheKeysEnvironment()
    {
        var e = UsageEventJson.Parse("""{"data":{},"time":"2026-03-10T12:00:00Z","type":"chat","source":"gw","id":"1","specversion":"1.0"}"""u8, Account, "production").Event!;

        Assert.Equal((UsageStatus.Success, "production", default(Quantities)), (e.Status, e.Environment, e.Quantities));
    }

    [Theory]
    [InlineData("\"id\":\"e1\"", "\"id\":\"\"", "id", "must have 1 to 200 characters")]
    [InlineData("\"id\":\"e1\"", "\"id\":7", "id", "must be a text")]
    [InlineData("\"id\":\"e1\"", "\"id\":\"a\\u0000b\"", "id", "must not hold control characters")]
    [InlineData("\"id\":\"e1\"", "\"id\":\"\\ud800\"", "id", "is not valid Unicode")]
    [InlineData("\"id\":\"e1\"", "\"x\":\"e1\"", "id", "is required")]
    [InlineData("\"id\":\"e1\"", "\"id\":\"e1\",\"id\":\"e2\"", "id", "stands there twice")]
    [InlineData("\"1.0\"", "\"0.3\"", "specversion", "must be \"1.0\"")]
    [InlineData("+01:00", "", "time", "must be a time such as 2026-03-10T10:00:00Z")]
    [InlineData("\"type\":\"chat\"", "\"type\":\"chat\",\"subject\":\"acct_1\"", "subject", "is not the account of this API key")]
    [InlineData("\"input_tokens\":1", "\"input_tokens\":-1", "data.input_tokens", "must be a whole number of 0 or more")]
    [InlineData("\"input_tokens\":1", "\"input_tokens\":1.5", "data.input_tokens", "must be a whole number of 0 or more")]
    [InlineData("\"input_tokens\":1", "\"input_tokens\":1e400", "data.input_tokens", "must be a whole number of 0 or more")]
    [InlineData("\"input_tokens\":1", "\"input_tokens\":9223372036854775808", "data.input_tokens", "must be a whole number of 0 or more")]
    [InlineData("\"input_tokens\":1", "\"input_tokens\":9223372036854775807", "data.input_tokens", "must be at most 1000000000000")]
    [InlineData("\"input_tokens\":1", "\"input_tokens\":\"1\"", "data.input_tokens", "must be a whole number of 0 or more")]
    [InlineData("\"input_tokens\":1", "\"input_tokens\":1,\"input_tokens\":1", "data.input_tokens", "stands there twice")]
    [InlineData("\"input_tokens\":1", "\"inputTokens\":1", "data.inputTokens", "is not a field of usage data")]
    [InlineData("\"1.5\"", "\"1.0000001\"", "data.seconds", "must be a plain number of 0 or more with at most 6 decimals")]
    [InlineData("\"1.5\"", "1e3", "data.seconds", "must be a plain number of 0 or more with at most 6 decimals")]
    [InlineData("\"1.5\"", "\"1000000001\"", "data.seconds", "must be at most 1000000000")]
    [InlineData("\"status\":\"error\"", "\"status\":\"ok\"", "data.status", "must be success, error or timeout")]
    [InlineData("\"amount\":\"3.264\"", "\"amount\":-1", "data.upstream.amount", "must be a plain number of 0 or more with at most 8 decimals")]
    [InlineData(",\"amount\":\"3.264\"", "", "data.upstream.amount", "is required")]
    [InlineData("upstream_credits", "dollars", "data.upstream.unit", "must be upstream_credits")]
    [InlineData("503", "1000", "data.http_status", "must be at most 999")]
    public void Parse_OneThingWrong_NamesPathAndReason(string what, string instead, string path, string reason)
    {
        Assert.Contains(what, Whole, StringComparison.Ordinal);

        var parsed = Parse(Whole.Replace(what, instead, StringComparison.Ordinal));

        Assert.Null(parsed.Event);
        Assert.Equal(("invalid_event", path, $"{path}: {reason}"), (parsed.Refusal?.Code, parsed.Refusal?.Field, parsed.Refusal?.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("// none\n{}")]
    public async Task Take_NoJson_RefusesTheBodyByName(string body)
    {
        using var ledger = new TestLedger();

        var answers = await Take(ledger, ledger.AccountWith("1"), body);

        Assert.Equal("invalid_json", answers.Refusal?.Code);
    }

    [Fact]
    public async Task Take_DeepNesting_RefusesTheBody()
    {
        using var ledger = new TestLedger();

        var answers = await Take(ledger, ledger.AccountWith("1"), new string('[', 100_000));

        Assert.Equal("invalid_json", answers.Refusal?.Code);
    }

    [Fact]
    public async Task Take_BatchWithAFaultyEvent_AnswersEachInItsPlace()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");
        var body = $"[{Event("a")},{Event("b").Replace("200000", "-1", StringComparison.Ordinal)},7,{Event("a")},{Event("c").Replace("claude-opus-4.6", "no-such-model", StringComparison.Ordinal)}]";

        var answers = (await Take(ledger, account, body)).Value;

        Assert.Equal(
            [("a", UsageOutcome.Accepted, null, null), ("b", UsageOutcome.Refused, "invalid_event", "data.input_tokens"), (null, UsageOutcome.Refused, "invalid_event", "$"),
             ("a", UsageOutcome.Duplicate, null, null), ("c", UsageOutcome.Refused, "unknown_model", "data.model")],
            answers.Select(a => (a.Id, a.Outcome, a.Refusal?.Code, a.Refusal?.Field)));
        Assert.Equal(["1", "0", "0", "1", "0"], answers.Select(a => a.Cost.ToDecimalText()));
        Assert.Equal("9", answers[0].BalanceAfter.ToDecimalText());
        Assert.Equal("9", ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Take_Lines_AnswersEachLineAndPassesOverEmptyOnes()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");

        var answers = (await Take(ledger, account, $"{Event("a")}\r\n\n{{\n{Event("b")}", UsageFormat.JsonLines)).Value;

        Assert.Equal([null, "invalid_json", null], answers.Select(a => a.Refusal?.Code));
        Assert.Equal("8", ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Take_MoreThanTheLimits_RefusesAll()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("10");

        var many = await Take(ledger, account, $"[{string.Join(',', Enumerable.Range(0, 1_001).Select(i => Event(i.ToString(CultureInfo.InvariantCulture))))}]");
        var large = await Take(ledger, account, new string(' ', UsageIntake.MostBytes + 1));
        var none = await Take(ledger, account, "[]");

        Assert.Equal(["too_many_events", "too_large", "no_events"], new[] { many, large, none }.Select(a => a.Refusal?.Code));
        Assert.Equal("10", ledger.BalanceOf(account));
    }

    internal static string Event(string id) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"gw","type":"chat","time":"2026-03-10T12:00:00Z","data":{"model":"claude-opus-4.6","input_tokens":200000} }""";

    private static ParsedEvent Parse(string json) => UsageEventJson.Parse(Encoding.UTF8.GetBytes(json), Account);

    private static Task<Outcome<IReadOnlyList<EventAnswer>>> Take(TestLedger ledger, AccountId account, string body, UsageFormat format = UsageFormat.Json) =>
        new UsageIntake(ledger.Writer).Take(account, null, Encoding.UTF8.GetBytes(body), format, CancellationToken.None);
}
