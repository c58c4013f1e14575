using System.Globalization;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Control;

/// <summary>What a test or a demo does to the sandbox from behind.</summary>
internal sealed class SandboxControl
{
    private readonly SandboxDatabase _database;
    private readonly SandboxClock _clock;
    private readonly Action _changed;

    public SandboxControl(SandboxDatabase database, SandboxClock clock, Action changed)
    {
        _database = database;
        _clock = clock;
        _changed = changed;
        clock.Offset = long.Parse(database.Run(state => state.Setting(SandboxClock.OffsetSetting)) ?? "0", CultureInfo.InvariantCulture);
    }

    public long Now => _clock.Now;

    public TimeSpan ClockOffset
    {
        get => TimeSpan.FromSeconds(_clock.Offset);
        set
        {
            // Down, not towards zero: a clock that is set back must not run ahead of the one it follows.
            var seconds = (long)Math.Floor(value.TotalSeconds);
            _database.Run(state =>
            {
                state.MoveClock(seconds);
                while (Timers.RunDue(state))
                {
                    // Everything that the jump made due has happened before the next call is answered.
                }
            });
            _changed();
        }
    }

    public string? Pay(string sessionId, string number)
    {
        var typed = number.Replace(" ", string.Empty, StringComparison.Ordinal);
        var result = _database.Run(state =>
        {
            var session = state.Require("checkout.session", sessionId);
            var step = CheckoutPayment.Pay(state, session, Entry(typed, DateTimeOffset.FromUnixTimeSeconds(state.Now)));
            // Nobody is there to press the bank's button.
            return step.Step == PaymentStep.MustAuthenticate
                ? CheckoutPayment.Authenticate(state, state.Require("checkout.session", sessionId), passed: true)
                : step;
        });
        _changed();
        return result.Step switch
        {
            PaymentStep.Paid => null,
            PaymentStep.Closed => "The session is no longer open.",
            _ => result.Message,
        };
    }

    private static PayerEntry Entry(string number, DateTimeOffset today)
    {
        if (TestCards.ByNumber(number) is { } card)
            return new CardEntry(card, today.Month, today.Year + 2, "Test Payer", null);
        return TestAccounts.All.FirstOrDefault(a => a.Number == number) is { } account
            ? new BankEntry(account, "Test Payer", null)
            : throw StripeFault.Invalid("Neither a test card nor a test account.", "card");
    }

    public string? WebhookSecretOf(string url) =>
        _database.Run(state => state.Objects.All("webhook_endpoint").Find(e => e.Text("url") == url)?.Text("_secret"));

    public long Undelivered() => _database.Run(state => state.Deliveries.PendingInAll());
}
