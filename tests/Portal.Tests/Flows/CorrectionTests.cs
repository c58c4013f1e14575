using Billing.Service.Access;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Demo;

namespace Portal.Tests.Flows;

public sealed class CorrectionTests(FlowHost host) : IClassFixture<FlowHost>
{
    [Fact]
    public async Task Credit_ThenDebit_IsBookedWithTheNoteTheCustomerReads()
    {
        var number = host.Wallet.LastNumber;
        var credit = await host.Correct(host.Operator, "24.00000001", note: "Outage of 19 Nov, 1,902 calls.");
        Assert.Equal("24.00000001", credit.Value.BalanceAfter.ToDecimalText());
        await host.Correct(host.Operator, "-4", "operator_error", "Four dollars too many.");
        Assert.Equal(
            ["manual_adjust 24.00000001 -> 24.00000001 correction", "manual_adjust -4 -> 20.00000001 correction"],
            host.EntriesAfter(number));

        var shown = await host.Get<LedgerRead>().Read(
            DemoPeople.Account, new LedgerQuery(new Period(Instant.Earliest, Instant.Latest), null, LedgerTime.Recorded, Each: true, null), CancellationToken.None);
        Assert.Equal(["Four dollars too many.", "Outage of 19 Nov, 1,902 calls."], shown.Lines.Take(2).Select(line => line.Note));
        Assert.All(shown.Lines.Take(2), line => Assert.Equal("Operator", line.Actor));
        await host.Correct(host.Operator, "-20.00000001", "operator_error");
    }

    [Fact]
    public async Task Correction_SentTwiceAtOnce_IsBookedOnce()
    {
        var number = host.Wallet.LastNumber;
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Correct(host.Operator, "1", key: "the-same")));
        Assert.Single(answers.Select(answer => answer.Value.LastEntry).Distinct());
        Assert.Single(host.EntriesAfter(number));
        Assert.Equal("key_reused", (await host.Correct(host.Operator, "2", key: "the-same")).Refusal?.Code);
        await host.Correct(host.Operator, "-1", "operator_error");
    }

    [Theory]
    [InlineData("0", "outage", "note", "amount_zero", "amount")]
    [InlineData("1", "because", "note", "unknown_reason", "reason")]
    [InlineData("1", "outage", "  ", "note_required", "note")]
    [InlineData("-1000000", "outage", "note", "exceeds_balance", "amount")]
    public async Task Correction_ThatCannotBe_IsRefusedWithItsField(string amount, string reason, string note, string code, string field)
    {
        var refusal = (await host.Correct(host.Operator, amount, reason, note)).Refusal;
        Assert.Equal((code, field), (refusal?.Code, refusal?.Field));
    }

    [Fact]
    public async Task Correction_ByACustomerWhoClaimsToBeAnOperator_FindsNothing() =>
        Assert.Equal("not_found", (await host.Correct(new Actor.Operator(host.Owner.UserId, "Owner"), "1000")).Refusal?.Code);
}
