using Billing.Service;
using Billing.Service.Metering;
using BillingPortal.Portal.Parts;

namespace Portal.Tests.Parts;

public sealed class PressTests
{
    [Fact]
    public async Task Press_WhileSomethingIsBeingDone_StartsNothingMore()
    {
        var (press, ends, begun) = (new Press(), new TaskCompletionSource(), 0);
        var first = press.Run(Act);
        Assert.True(press.Busy);
        await press.Run(Act);
        ends.SetResult();
        await first;

        Assert.Equal((1, false), (begun, press.Busy));

        Task Act()
        {
            begun++;
            return ends.Task;
        }
    }

    [Fact]
    public async Task Press_WhenTheLedgerIsBusy_SaysThatNothingHappenedAndMayBePressedAgain()
    {
        var press = new Press("Nothing was sent.");
        await press.Run(() => throw new WriterBusyException());

        Assert.Equal("The ledger is busy. Nothing was sent.", press.Problem);
        Assert.Equal(press.Problem, press.ErrorOf(null));
        await press.Run(() => Task.CompletedTask);
        Assert.Null(press.Problem);
    }

    [Fact]
    public void Refusal_OfAField_IsSaidAtThatFieldAlone()
    {
        var press = new Press { Refusal = new Refusal("amount_invalid", "An amount above zero.", "amount") };

        Assert.Equal(("An amount above zero.", null, null), (press.ErrorOf("amount"), press.ErrorOf("note"), press.ErrorOf(null)));
    }

    [Fact]
    public async Task Press_WhenTheWorkHasABug_LetsItThrough() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Press().Run(() => throw new InvalidOperationException()));
}
