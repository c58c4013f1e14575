using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Flows.Corrections;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Tests.Flows.Resources;

/// <summary>Deployments by the started hour, through the real writer (DP-8 to DP-13, DP-18).</summary>
public sealed class HourlyResourceTests : IDisposable
{
    private const string Book = "deployments";
    private static readonly Instant Noon = TestLedger.Start;

    private readonly TestLedger _ledger = new();

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public void Deployment_OutOfCreditAndBack_PausesAtTheHourAndResumesAtTheTopUp()
    {
        var house = With("120");
        Assert.Equal(ResourceState.Running, house.Create("llama", "gpu-s").Value.State);
        house.Job(Hour(2).Plus(TimeSpan.FromMinutes(20)));
        house.TopUp("100");

        Assert.Equal(["-60 at 03-10 12:00", "-60 at 03-10 13:00", "-60 at 03-10 14:20"], house.Charges());
        Assert.Equal(["1 Start Customer 03-10 12:00", "2 Pause Funds 03-10 14:00", "3 Resume Funds 03-10 14:20"], house.History("llama"));
        Assert.Equal("40", house.Balance);
        Assert.Equal(Hour(3).Plus(TimeSpan.FromMinutes(20)), house.Row("llama").PaidUntil);
    }

    [Fact]
    public void Deployment_JobTenDaysLate_IsAsOnTime()
    {
        var (late, onTime) = (With("9000"), With("9000"));
        foreach (var house in new[] { late, onTime }) house.Create("llama", "gpu-s");
        for (var hour = 1; hour <= 240; hour++) onTime.Job(Hour(hour).Plus(TimeSpan.FromMinutes(30)));
        late.Job();

        Assert.Equal(onTime.Written(), late.Written());
        Assert.Equal(onTime.History("llama"), late.History("llama"));
        Assert.Equal(150, late.Charges().Count);
        Assert.Equal(["1 Start Customer 03-10 12:00", "2 Pause Funds 03-16 18:00"], late.History("llama"));
    }

    [Fact]
    public void Deployment_LateWithATopUpInBetween_IsAsOnTimeAlsoTwiceAndAfterARestart()
    {
        var (late, onTime) = (With("120"), With("120"));
        foreach (var house in new[] { late, onTime }) house.Create("llama", "gpu-s");
        for (var hour = 1; hour <= 30; hour++)
        {
            onTime.Job(Hour(hour));
            onTime.Job();
            if (hour == 7) _ledger.Restart();
            if (hour != 5) continue;
            late.TopUp("200");
            onTime.TopUp("200");
        }

        late.Job();
        late.Job();
        Assert.Equal(onTime.Written(), late.Written());
        Assert.Equal("20", late.Balance);
        Assert.Equal(["-60 at 03-10 17:00", "-60 at 03-10 18:00", "-60 at 03-10 19:00"], late.Charges().Skip(2));
    }

    [Fact]
    public void Stop_AtTheFullHour_CostsNothingMore()
    {
        var house = With("600");
        house.Create("llama", "gpu-s");
        house.Job(Hour(1));
        house.Change("llama", ResourceAction.Stop);
        house.Job(Hour(5));

        Assert.Equal(["-60 at 03-10 12:00"], house.Charges());
    }

    [Fact]
    public void TopUp_AtTheFullHour_PaysIt()
    {
        var house = With("60");
        house.Create("llama", "gpu-s");
        house.Job(Hour(1));
        house.TopUp("60");
        house.Job(Hour(1).Plus(TimeSpan.FromMinutes(1)));

        Assert.Equal(["-60 at 03-10 12:00", "-60 at 03-10 13:00"], house.Charges());
        Assert.Equal(["1 Start Customer 03-10 12:00"], house.History("llama"));
    }

    [Fact]
    public void Resume_InsideThePaidHour_IsFreeAndTheHourRunsOn()
    {
        var house = With("600");
        house.Create("llama", "gpu-s");
        At(20);
        house.Change("llama", ResourceAction.Pause);
        At(40);
        Assert.Equal(Hour(1), house.Change("llama", ResourceAction.Resume).Value.PaidUntil);
        At(50);
        house.Change("llama", ResourceAction.Pause);
        At(90);
        house.Change("llama", ResourceAction.Resume);

        Assert.Equal(["-60 at 03-10 12:00", "-60 at 03-10 13:30"], house.Charges());
    }

    [Fact]
    public void Stop_InThePaidHour_EndsItAndAStartPaysAnew()
    {
        var house = With("600");
        house.Create("llama", "gpu-s");
        house.Change("llama", ResourceAction.Stop);
        house.Change("llama", ResourceAction.Start);

        Assert.Equal(["-60 at 03-10 12:00", "-60 at 03-10 12:00"], house.Charges());
    }

    [Fact]
    public void Two_MoneyForOneHour_TheLowerNumberRuns()
    {
        var house = With("180");
        house.Create("first", "gpu-s");
        house.Create("second", "gpu-s");
        house.Job(Hour(2));

        Assert.Equal(["-60 at 03-10 12:00", "-60 at 03-10 12:00", "-60 at 03-10 13:00"], house.Charges());
        Assert.True(house.Row("first").Running);
        Assert.Equal(["1 Start Customer 03-10 12:00", "2 Pause Funds 03-10 13:00"], house.History("second"));
    }

    [Fact]
    public void Two_WaitingAndCreditForOne_TheLowerNumberThatIsCoveredResumes()
    {
        var house = With("0.5");
        Assert.Equal(ResourceState.OutOfCredits, house.Create("large", "gpu-l").Value.State);
        Assert.Equal(ResourceState.OutOfCredits, house.Create("small", "gpu-s").Value.State);
        At(10);
        house.TopUp("100");

        Assert.Equal(["1 Start Customer 03-10 12:00", "2 Pause Funds 03-10 12:00"], house.History("large"));
        Assert.Equal(["1 Start Customer 03-10 12:00", "2 Pause Funds 03-10 12:00", "3 Resume Funds 03-10 12:10"], house.History("small"));
    }

    [Fact]
    public async Task Correction_ByAnOperator_WakesWhatWaits()
    {
        var house = With("59");
        house.Create("llama", "gpu-s");
        At(15);
        var unit = _ledger.Writer.Find(house.Account)!.Asset;
        var correction = new Correction(house.Account, new(Asset.UnitsPerWhole, unit), "goodwill", "for the wait", "key");
        var booked = await new CorrectBalance(_ledger.Writer, new OpenHouse(), _ledger.Writer.Books).Run(new(Guid.NewGuid(), "Olga"), correction, CancellationToken.None);

        Assert.True(booked.IsAccepted, booked.Refusal?.Message);
        Assert.Equal(ResourceState.Running, ResourceStates.Of(house.Row("llama"), null));
        Assert.Equal("0", house.Balance);
    }

    [Fact]
    public void Grant_ExpiredMeanwhile_HasPaidTheHoursBefore()
    {
        var (late, onTime) = (new ResourceHouse(_ledger, Book), new ResourceHouse(_ledger, Book));
        foreach (var house in new[] { late, onTime }) _ledger.Grant(house.Account, "190", GrantKind.Coupon, Hour(2).Plus(TimeSpan.FromMinutes(30)));
        At(1);
        foreach (var house in new[] { late, onTime })
        {
            house.TopUp("600");
            house.Create("llama", "gpu-s");
        }

        for (var hour = 1; hour <= 6; hour++) onTime.Job(Hour(hour).Plus(TimeSpan.FromMinutes(2)));
        late.Job();
        Assert.Equal(onTime.Written(), late.Written());
        Assert.Equal(EntryType.Expire, late.Entries().ElementAt(5).Type);
    }

    [Fact]
    public void Credit_ThatFellDueMeanwhile_WakesWhatWaitsAtItsOwnInstant()
    {
        var house = With("10");
        house.Create("llama", "gpu-s");
        At(330);
        var upkeep = new Upkeep([(scope, account) => new DueCredit(scope, account, Hour(2)), ResourceCharging.Of]);
        house.Scope(scope => upkeep.Run(scope, house.Number));

        Assert.Equal(["-10 at 03-10 14:00", "-50 at 03-10 14:00", "-60 at 03-10 15:00"], house.Charges());
        Assert.Equal(["1 Start Customer 03-10 12:00", "2 Pause Funds 03-10 12:00", "3 Resume Funds 03-10 14:00", "4 Pause Funds 03-10 16:00"], house.History("llama"));
    }

    [Fact]
    public void Instances_Three_PayThreeHours()
    {
        var house = With("600");
        house.Create("llama", "gpu-s", instances: 3);

        Assert.Equal(["-180 at 03-10 12:00"], house.Charges());
    }

    private ResourceHouse With(string credits)
    {
        var house = new ResourceHouse(_ledger, Book);
        house.TopUp(credits);
        return house;
    }

    private void At(int minutes) => _ledger.Clock.MoveTo(Noon.Plus(TimeSpan.FromMinutes(minutes)));

    private static Instant Hour(int hours) => Noon.Plus(TimeSpan.FromHours(hours));

    /// <summary>120 credits that come by time alone, as an allowance does.</summary>
    private sealed class DueCredit(WriteScope scope, int account, Instant at) : IDueWork
    {
        public Instant? Next { get; private set; } = at;

        public void Do()
        {
            var grant = scope.OpenGrant(new(new(Guid.CreateVersion7()), account, GrantKind.Coupon, 120 * Asset.UnitsPerWhole, Next!.Value, Instant.Latest, null, CauseKind.Job, 1));
            scope.Post(new(account, EntryType.Grant, 120 * Asset.UnitsPerWhole, grant, CauseKind.Job, 1, Next));
            Next = null;
        }
    }
}
