using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Notices;
using Billing.Service.Flows.Payments;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Units;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Service.Tests.Flows;

/// <summary>When an event is tried again, and when it is left to a person.</summary>
public sealed class InboxTests : IDisposable
{
    private readonly TestLedger _ledger = new(durable: false);
    private readonly AskedFlow _flow = new();
    private readonly InboxJob _job;

    public InboxTests() => _job = new(_ledger.Writer, _ledger.Reader, new Bank(), _ledger.Clock, [_flow], NullLogger<InboxJob>.Instance);

    [Fact]
    public async Task Event_WhileTheProviderAnswersNothingForFourDays_WaitsAMinuteAtMostAndIsNeverGivenUp()
    {
        await Keep("evt_1");
        _flow.Answer = () => Customers.NoAnswer;
        await RunFor(TimeSpan.FromDays(4), step: TimeSpan.FromHours(1));
        Assert.Equal(InboxState.Failing, await StateOf("evt_1"));

        _flow.Answer = () => null;
        await RunFor(TimeSpan.FromMinutes(1), step: TimeSpan.FromMinutes(1));
        Assert.Equal(InboxState.Handled, await StateOf("evt_1"));
    }

    [Fact]
    public async Task Event_WhoseListBreaksOff_IsKeptLikeOneWithoutAnAnswer()
    {
        await Keep("evt_1");
        _flow.Answer = () => throw new GatewayAwayException("503");
        await RunFor(TimeSpan.FromDays(2), step: TimeSpan.FromHours(1));
        Assert.Equal(InboxState.Failing, await StateOf("evt_1"));
    }

    [Fact]
    public async Task Event_ThatFailsHere_IsTriedLaterEachTimeAndThenLeftToAPerson()
    {
        await Keep("evt_1");
        _flow.Answer = () => throw new InvalidOperationException("a bug");
        await RunFor(TimeSpan.FromMinutes(1), step: TimeSpan.FromSeconds(1));
        Assert.Equal(5, _flow.Asked);
        await RunFor(TimeSpan.FromDays(2), step: TimeSpan.FromMinutes(30));
        Assert.Equal((InboxJob.MaxAttempts, InboxState.NeedsPerson), (_flow.Asked, await StateOf("evt_1")));
    }

    [Fact]
    public async Task Event_OfAnObjectThatIsNotTheOrders_IsLeftToAPersonAtOnce()
    {
        await Keep("evt_1");
        _flow.Answer = () => new Refusal("payment_mismatch", "Payment: the provider's amount is not the order's.");
        await RunFor(TimeSpan.FromHours(2), step: TimeSpan.FromMinutes(10));
        Assert.Equal((1, InboxState.NeedsPerson), (_flow.Asked, await StateOf("evt_1")));
    }

    private Task<bool> Keep(string id) =>
        new KeepWebhook(_ledger.Writer).Run(new(id, "test", _ledger.Clock.Now, NoticeSubject.Payment, "pi_1", null), default, CancellationToken.None);

    private async Task RunFor(TimeSpan time, TimeSpan step)
    {
        await _job.RunNow(CancellationToken.None);
        for (var end = _ledger.Clock.Now.Plus(time); _ledger.Clock.Now < end;)
        {
            _ledger.Clock.MoveTo(_ledger.Clock.Now.Plus(step));
            await _job.RunNow(CancellationToken.None);
        }
    }

    private async Task<InboxState> StateOf(string id) =>
        (await new InboxRead(_ledger.Reader).Read(CancellationToken.None)).Lines.Single(line => line.EventId == id).State;

    public void Dispose()
    {
        _job.Dispose();
        _ledger.Dispose();
    }

    private sealed class AskedFlow : INoticeFlow
    {
        public NoticeSubject Subject => NoticeSubject.Payment;
        public Func<Refusal?> Answer { get; set; } = () => null;
        public int Asked { get; private set; }

        public Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel)
        {
            Asked++;
            return Task.FromResult(Answer());
        }
    }

    private sealed class Bank : SilentGateway;
}
