using Billing.Service.Flows.MoneyBack;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Service.Storage;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Pages.Admin;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Flows;
using Portal.Tests.Parts;

namespace Portal.Tests.Pages;

/// <summary>The form an operator refunds with, on a ledger and a sandbox of its own.</summary>
public sealed class RefundFormTests : PartsContext, IClassFixture<FlowHost>
{
    private readonly FlowHost _host;

    public RefundFormTests(FlowHost host)
    {
        _host = host;
        Services.AddSingleton(host.Get<RefundPayment>());
        Services.AddSingleton(host.Writer);
        Services.AddSingleton(host.Get<BillingClock>());
    }

    [Fact]
    public async Task Form_BeforeItIsSent_ShowsWhatGoesBackOfCreditAndBonus()
    {
        var form = Open(await Buy(), out _);
        Assert.Equal("Refund $100.00", form.Find("button[type=submit]").TextContent);

        await form.Find("input").InputAsync("50");
        var review = form.FindAll(".review > div").Select(Visible).ToList();
        Assert.Contains("To Visa 4242$50.00", review);
        Assert.Contains("Taken of what was bought−$50.00", review);
        Assert.Contains("Taken of the bonus−$5.00", review);

        await form.Find("input").InputAsync("100.01");
        Assert.Contains("Only 100 USD was paid.", form.Find(".review").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_ToTheWallet_AddsCreditAndAsksNoBank()
    {
        var form = Open(await Buy(), out _);
        await form.FindAll("fieldset button")[1].ClickAsync(new());
        await form.Find("input").InputAsync("2.5");
        Assert.Equal("Refund $2.50", form.Find("button[type=submit]").TextContent);
        Assert.DoesNotContain("bonus", form.Find(".review").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutANote_SaysSoBesideTheField()
    {
        var form = Open(await Buy(), out var done);
        await form.Find("select").ChangeAsync(new() { Value = "support" });
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Contains("note of 1 to 500", form.Find(".field .error").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Empty(done);
    }

    [Fact]
    public async Task Form_SentTwice_RefundsOnce()
    {
        var payment = await Buy();
        var form = Open(payment, out var done);
        await form.Find("input").InputAsync("20");
        await form.Find("select").ChangeAsync(new() { Value = "double_topup" });
        await form.Find("textarea").InputAsync("Bought twice.");
        await Task.WhenAll(form.Find("form").SubmitAsync(), form.Find("form").SubmitAsync());
        form.WaitForAssertion(() => Assert.NotEmpty(done), TimeSpan.FromSeconds(30));
        Assert.All(done, one => Assert.Equal((RefundState.Succeeded, "20 USD"), (one.State, one.Sent.ToString())));

        var view = await _host.Get<MoneyBackRead>().Read(DemoPeople.Account, CancellationToken.None);
        Assert.Equal("20 USD", view.Payments.Single(line => line.Id == payment.Id).GoneBack.ToString());
    }

    private IRenderedComponent<RefundForm> Open(PaymentLine payment, out List<RefundedPayment> done)
    {
        var answers = done = [];
        return Render<RefundForm>(p => p
            .Add(form => form.Account, DemoPeople.Account).Add(form => form.Payment, payment).Add(form => form.Balance, _host.Wallet.BalanceAmount)
            .Add(form => form.Operator, _host.Operator).Add(form => form.OnDone, answers.Add));
    }

    private async Task<PaymentLine> Buy()
    {
        var started = (await _host.Start(_host.Owner, "100")).Value;
        Assert.Null(_host.Sandbox.PaySession(started.Session, "4242424242424242"));
        Assert.True((await _host.Settle(started.Session)).IsAccepted);
        return (await _host.Get<MoneyBackRead>().Read(DemoPeople.Account, CancellationToken.None)).Payments.Single(line => line.Id == started.Payment);
    }
}
