using Stripe.Sandbox;

namespace Billing.Stripe.Tests.Sandbox;

public sealed class DisputeTests
{
    [Theory]
    [InlineData(DisputeOutcome.Won, "won", "charge.dispute.created charge.dispute.funds_withdrawn charge.dispute.funds_reinstated charge.dispute.closed", 0)]
    [InlineData(DisputeOutcome.Lost, "lost", "charge.dispute.created charge.dispute.funds_withdrawn charge.dispute.closed", -2500)]
    [InlineData(DisputeOutcome.InquiryClosed, "warning_closed", "charge.dispute.created charge.dispute.closed", 0)]
    [InlineData(DisputeOutcome.Escalated, "needs_response", "charge.dispute.created charge.dispute.updated charge.dispute.funds_withdrawn", -2500)]
    [InlineData(DisputeOutcome.Prevented, "prevented", "charge.dispute.created charge.dispute.closed", 0)]
    public async Task Dispute_BroughtToAnEnd_TellsAndMovesWhatBelongsToIt(DisputeOutcome outcome, string status, string events, long moved)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var paid = await sandbox.PaidAsync();
        var (before, balance) = (await sandbox.LastEventAsync(), await BalanceAsync(sandbox));

        var id = sandbox.Server.Dispute(paid.Text("id")!, outcome);

        Assert.Equal(status, (await sandbox.ReadAsync($"disputes/{id}")).Text("status"));
        Assert.Equal(events.Split(' '), await sandbox.EventTypesAsync(before));
        Assert.Equal(moved, await BalanceAsync(sandbox) - balance);
        Assert.Equal(id, (await sandbox.ReadAsync($"disputes?payment_intent={paid.Text("id")}"))["data"]![0]!.Text("id"));
    }

    [Theory]
    [InlineData("4000000000000259", "fraudulent", "needs_response", "true")]
    [InlineData("4000000000002685", "product_not_received", "needs_response", "true")]
    [InlineData("4000000000001976", "fraudulent", "warning_needs_response", "false")]
    public async Task Card_ThatIsDisputed_IsDisputedAfterThePayment(string card, string reason, string status, string disputed)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.PaySession(await sandbox.OpenSessionAsync(), card);

        sandbox.Server.ClockOffset = TimeSpan.FromMinutes(1);

        var dispute = (await sandbox.ReadAsync("disputes?expand[]=data.charge"))["data"]![0]!;
        Assert.Equal((reason, status, disputed), (dispute.Text("reason"), dispute.Text("status"), dispute.Text("charge.disputed")));
    }

    [Theory]
    [InlineData("winning_evidence", "won")]
    [InlineData("losing_evidence", "lost")]
    [InlineData("a letter", "under_review")]
    public async Task Evidence_Submitted_IsReviewed(string text, string status)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = sandbox.Server.OpenDispute((await sandbox.PaidAsync()).Text("id")!);

        var staged = await sandbox.CreateAsync($"disputes/{id}", $"evidence[uncategorized_text]={text}&submit=false");
        Assert.Equal(("needs_response", "true", "0"), (staged.Text("status"), staged.Text("evidence_details.has_evidence"), staged.Text("evidence_details.submission_count")));
        Assert.Equal("under_review", (await sandbox.CreateAsync($"disputes/{id}", $"evidence[uncategorized_text]={text}")).Text("status"));
        sandbox.Server.ClockOffset = TimeSpan.FromMinutes(1);

        Assert.Equal(status, (await sandbox.ReadAsync($"disputes/{id}")).Text("status"));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/disputes/{id}", "evidence[receipt]=late")).Status);
    }

    [Fact]
    public async Task Dispute_NotAnsweredInTime_IsLost()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = sandbox.Server.OpenDispute((await sandbox.PaidAsync()).Text("id")!);
        var due = long.Parse((await sandbox.ReadAsync($"disputes/{id}")).Text("evidence_details.due_by")!, System.Globalization.CultureInfo.InvariantCulture);

        sandbox.Server.ClockOffset = DateTimeOffset.FromUnixTimeSeconds(due + 60) - sandbox.Server.Now;

        var dispute = await sandbox.ReadAsync($"disputes/{id}");
        Assert.Equal(("lost", "true"), (dispute.Text("status"), dispute.Text("evidence_details.past_due")));
    }

    [Fact]
    public async Task Refund_OfADisputedCharge_IsRefusedUntilTheDisputeIsWon()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var paid = await sandbox.PaidAsync();
        var dispute = sandbox.Server.OpenDispute(paid.Text("id")!);

        Assert.Equal("charge_disputed", (await sandbox.CreateAsync("refunds", $"payment_intent={paid.Text("id")}", status: 400)).Text("error.code"));
        sandbox.Server.DecideDispute(dispute, DisputeOutcome.Won);

        Assert.Equal("succeeded", (await sandbox.CreateAsync("refunds", $"payment_intent={paid.Text("id")}")).Text("status"));
    }

    [Fact]
    public async Task Dispute_Accepted_IsLostAndClosedOnce()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = sandbox.Server.OpenDispute((await sandbox.PaidAsync()).Text("id")!);

        Assert.Equal("lost", (await sandbox.CreateAsync($"disputes/{id}/close", string.Empty)).Text("status"));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/disputes/{id}/close", string.Empty)).Status);
    }

    [Fact]
    public async Task Warning_OfFraud_IsListedByItsCharge()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var paid = await sandbox.PaidAsync();

        var id = sandbox.Server.WarnOfFraud(paid.Text("latest_charge")!);

        Assert.Equal(id, (await sandbox.ReadAsync($"radar/early_fraud_warnings?charge={paid.Text("latest_charge")}"))["data"]![0]!.Text("id"));
        Assert.Equal("radar.early_fraud_warning.created", (await sandbox.EventTypesAsync())[^1]);
    }

    private static async Task<long> BalanceAsync(TestSandbox sandbox) => (await sandbox.ReadAsync("balance_transactions?limit=100"))["data"]!.AsArray().Sum(t => (long)t!["net"]!);
}
