using Billing.Ledger;
using Billing.Service.Access;
using Billing.Service.Flows.Plans;
using Billing.Service.Flows.Resources;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows.Resources;

/// <summary>What is refused, by name, and what a command's key is for.</summary>
public sealed class ResourceRightsTests : IDisposable
{
    private readonly TestLedger _ledger = new();

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public void Create_WhatIsNotSold_IsRefusedByName()
    {
        var house = new ResourceHouse(_ledger, "deployments");
        house.TopUp("600");
        house.Create("llama", "gpu-s");

        Assert.Equal("unknown_size", Code(house.Create("other", "gpu-xl")));
        Assert.Equal("invalid_instances", Code(house.Create("none", "gpu-s", instances: 0)));
        Assert.Equal("invalid_name", Code(house.Create(" ", "gpu-s")));
        Assert.Equal("name_taken", Code(house.Create(" llama ", "gpu-s")));
        Assert.Equal("not_found", Code(new ResourceHouse(_ledger, TestLedger.Book).Create("llama", "gpu-s")));
        Assert.Single(house.Charges());
    }

    [Fact]
    public void Create_BeyondThePlan_IsRefusedByName()
    {
        var hobby = new ResourceHouse(_ledger, "koyeb", "hobby");
        Assert.Equal("not_in_plan", Code(hobby.Create("paid", "nano")));
        Assert.True(hobby.Create("web", "free").IsAccepted);
        Assert.Equal("limit_reached", Code(hobby.Create("second", "free")));
        hobby.Change("web", ResourceAction.Delete);
        Assert.True(hobby.Create("third", "free").IsAccepted);
        Assert.Equal("limit_reached", Code(new ResourceHouse(_ledger, "koyeb", "hobby").Create("two", "free", instances: 2)));
    }

    [Fact]
    public void Plan_WithoutPaidInstances_DoesNotFitWhileOneExists()
    {
        var house = new ResourceHouse(_ledger, "koyeb", "starter");
        bool TooSmall() => house.Scope(scope => PlanSituation.Of(scope, house.Account)!.Standing(scope.BookOf(house.Number, scope.Now).Plan("hobby")!).OverLimits);
        house.Create("web", "free");
        Assert.False(TooSmall());
        house.Create("paid", "nano", start: false);
        Assert.True(TooSmall());
        house.Change("paid", ResourceAction.Delete);
        Assert.False(TooSmall());
    }

    [Fact]
    public void Create_WhileAnInvoiceIsLate_IsBlockedAndOverdueIsNot()
    {
        var house = new ResourceHouse(_ledger, "koyeb", "starter");
        house.Scope(scope => scope.Db.Collections.Add(new CollectionRow { Invoice = 1, Account = house.Number, State = CollectionState.Open, FailedAt = scope.Now }));
        Assert.True(house.Create("early", "nano").IsAccepted);
        _ledger.Clock.MoveTo(TestLedger.Start.PlusDays(7));

        Assert.Equal("creation_blocked", Code(house.Create("late", "nano")));
    }

    [Fact]
    public void Change_WhatCannotBe_IsRefusedByName()
    {
        var house = new ResourceHouse(_ledger, "deployments");
        house.TopUp("60");
        house.Create("llama", "gpu-s", start: false);

        Assert.Equal("not_running", Code(house.Change("llama", ResourceAction.Stop)));
        Assert.Equal("not_running", Code(house.Change("llama", ResourceAction.Pause)));
        house.Change("llama", ResourceAction.Start);
        Assert.Equal("already_running", Code(house.Change("llama", ResourceAction.Start)));
        house.Change("llama", ResourceAction.Delete);
        Assert.Equal("deleted", Code(house.Change("llama", ResourceAction.Start)));
        Assert.Equal("not_found", Code(house.Change("another", ResourceAction.Start)));
        Assert.Equal("not_found", Code(new ResourceHouse(_ledger, "deployments").Change("llama", ResourceAction.Start)));
    }

    [Fact]
    public void Command_SentTwice_HappensOnce()
    {
        var house = new ResourceHouse(_ledger, "deployments");
        house.TopUp("600");
        var first = house.Create("llama", "gpu-s").Value;
        Assert.Equal(first, house.Create("llama", "gpu-s").Value);
        house.Change("llama", ResourceAction.Stop, "key");
        house.Change("llama", ResourceAction.Start);
        house.Change("llama", ResourceAction.Stop, "key");

        Assert.Equal("key_reused", Code(house.Change("llama", ResourceAction.Pause, "key")));
        Assert.True(house.Row("llama").Running);
        Assert.Equal(["1 Start Customer 03-10 12:00", "2 Stop Customer 03-10 12:00", "3 Start Customer 03-10 12:00"], house.History("llama"));
    }

    [Theory]
    [InlineData(Role.Owner, true)]
    [InlineData(Role.Billing, true)]
    [InlineData(Role.Developer, true)]
    [InlineData(Role.Viewer, false)]
    public void Role_RunsResources_UnlessItOnlyReads(Role role, bool may) => Assert.Equal(may, role.May(Permission.RunResources));

    private static string? Code(Outcome<ResourceStanding> outcome) => outcome.Refusal?.Code;
}
