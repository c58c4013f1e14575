using Billing.Service.Flows.Messages;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Service.Tests.Flows;

public sealed class InvoiceJobTests
{
    private static readonly Instant January = Instant.At(2026, 1, 1);

    [Fact]
    public async Task Jobs_OfTwoProcesses_ChargeEachInvoiceOnceAndGoOnWhereAnAnswerWasLost()
    {
        using var house = new InvoiceHouse(January);
        var accounts = new List<AccountId>();
        for (var i = 0; i < 10; i++) accounts.Add(await house.Open("startup"));
        house.Now = Instant.At(2026, 2, 1);
        foreach (var account in accounts) house.Look(account);
        house.Gateway.Next(Script.LoseAnswer, Script.LoseRequest, Script.Decline);
        using var one = Job(house);
        using var other = Job(house);

        await Task.WhenAll(one.RunNow(default), other.RunNow(default));
        await one.RunNow(default);
        house.Now = house.Now.PlusDays(1);
        await other.RunNow(default);

        Assert.All(accounts, account => Assert.Equal("0", house.BalanceOf(account)));
        Assert.Equal(10, house.Gateway.Taken.Count);
        Assert.Equal(11, house.Gateway.Asked.Distinct().Count());
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Mail_ToAnAccount_GoesToEverybodyWhoReadsItsMoneyMails()
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open("startup");
        house.Now = Instant.At(2026, 2, 1);
        house.Look(account);
        var sent = new SentMails();
        using var job = new OutboxJob(house.Ledger.Writer, house.Ledger.Reader, house.Ledger.Clock, sent, new OpenHouse(), NullLogger<OutboxJob>.Instance);

        await job.RunNow(default);
        await job.RunNow(default);

        var mail = Assert.Single(sent.Mails);
        Assert.Equal(("invoice:1:ada@acme.example", "ada@acme.example", "Invoice 1: $79.00 to Koyeb"), (mail.Key, mail.To, mail.Subject));
        Assert.Equal("The card on file is charged.\n\nStartup: $79.00\nDue: $79.00\n", mail.Text);
    }

    [Fact]
    public async Task Draft_AtTheMonthsLastInstant_SaysWhatTheInvoiceThenSays()
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open("startup");
        await house.Profile.Run(OpenHouse.Anybody, account, new("DE", false, null, null), default);
        await house.Use(account, "small", 3_333_333);
        house.Now = new(Instant.At(2026, 2, 1).Micros - 1);
        var read = new InvoicesRead(house.Ledger.Writer, house.Ledger.Reader, house.Ledger.Clock);

        var draft = (await read.Read(account, default)).Draft!;
        Assert.Empty(house.Documents());
        house.Now = Instant.At(2026, 2, 1);
        house.Look(account);
        var issued = (await read.Find(account, 1, default))!;

        Assert.Equal(issued.Document.Lines, draft.Document.Lines);
        Assert.Equal(issued.Sums, draft.Sums);
        Assert.Equal("109.87 USD", draft.Sums.Due.ToString());
    }

    [Fact]
    public async Task Read_OfInvoices_AddsUpAndShowsNoForeignOne()
    {
        using var house = new InvoiceHouse(January);
        var (mine, foreign) = (await house.Open("startup"), await house.Open("startup"));
        foreach (var month in new[] { 2, 3 })
        {
            house.Now = Instant.At(2026, month, 1);
            foreach (var account in new[] { mine, foreign }) house.Look(account);
            if (month == 3) house.Gateway.Otherwise = Script.Decline;
            await house.CollectAll();
        }

        await house.Credit.Run(InvoiceHouse.Operator, new(mine, 1, Amount.Whole(9, Asset.Usd), "support", "Sorry.", "k"), default);
        var read = new InvoicesRead(house.Ledger.Writer, house.Ledger.Reader, house.Ledger.Clock);
        var view = await read.Read(mine, default);

        Assert.Equal(("0 USD", "79 USD", "79 USD", "9 USD"), (view.Open.ToString(), view.Overdue.ToString(), view.Paid.ToString(), view.Credit.ToString()));
        Assert.Equal([(5, InvoiceStanding.Credited), (3, InvoiceStanding.Overdue), (1, InvoiceStanding.Paid)], view.Documents.Select(one => (one.Number, one.Standing)));
        Assert.Equal((3, Instant.At(2026, 3, 8)), (view.Recovery!.Invoice, view.Recovery.Next!.At));
        Assert.Equal([5], (await read.Find(mine, 1, default))!.Notes.Select(note => note.Number));
        Assert.Equal(PaymentState.Failed, Assert.Single((await read.Find(mine, 3, default))!.Attempts).State);
        Assert.Null(await read.Find(mine, 2, default));
    }

    private static InvoicesJob Job(InvoiceHouse house) =>
        new(house.Ledger.Writer, house.Ledger.Reader, house.Ledger.Clock, house.Collect, NullLogger<InvoicesJob>.Instance);

    private sealed class SentMails : IMailSender
    {
        public List<Mail> Mails { get; } = [];

        public Task Send(Mail mail, CancellationToken cancel)
        {
            Mails.Add(mail);
            return Task.CompletedTask;
        }
    }
}
