using Billing.Service.Metering;
using BillingPortal.Portal.Parts;

namespace Portal.Tests.Parts;

public sealed class LookoutTests
{
    private readonly SteppedTime _time = new();

    // Without a context every look is made by the step of time that it waited for.
    public LookoutTests() => SynchronizationContext.SetSynchronizationContext(null);

    [Fact]
    public void Lookout_LooksUntilTheAnswerHasCome_ALedgerThatIsBusyIncluded()
    {
        var (looks, shown) = (0, 0);
        using var lookout = new Lookout(_time);

        var watching = lookout.Until(() => ++looks == 2 ? throw new WriterBusyException() : Task.FromResult(looks == 3), () => shown++);
        Assert.Equal((1, 1), (looks, shown));
        _time.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(1, looks);
        _time.Step(TimeSpan.FromSeconds(1));
        Assert.Equal((2, 2), (looks, shown));
        _time.Step(TimeSpan.FromSeconds(2));

        Assert.Equal((3, 3, true), (looks, shown, watching.IsCompletedSuccessfully));
    }

    [Fact]
    public void Lookout_OfAPageThatIsLeft_LooksNoMore()
    {
        var looks = 0;
        var lookout = new Lookout(_time);
        var watching = lookout.Until(() => Task.FromResult(++looks < 0), () => { });

        lookout.Dispose();
        _time.Step(TimeSpan.FromMinutes(1));

        Assert.Equal((1, true), (looks, watching.IsCompletedSuccessfully));
    }
}
