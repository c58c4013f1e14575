using Billing.Plans;
using Billing.Service.Access;
using Billing.Service.Flows.Entitlements;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

public sealed class EntitlementTests : IDisposable
{
    private readonly PlanHouse _house = new(Instant.At(2026, 3, 10));

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData("modelstack", "starter", "stacks", 2, "3 True ")]
    [InlineData("modelstack", "starter", "stacks", 3, "3 False limit_reached")]
    [InlineData("modelstack", "topup_only", "stacks", 9, "10 True ")]
    [InlineData("modelstack", "max", "stacks", 5_000, "- True ")]
    [InlineData("modelstack", "pro", "early_access", 0, "- False not_in_plan")]
    [InlineData("koyeb", "starter", "custom_domains", 10, "10 True beyond_included_not_charged")]
    [InlineData("koyeb", "hobby", "custom_domains", 0, "0 False not_in_plan")]
    public async Task Question_ByPlan_IsAnsweredWithLimitAndReason(string book, string plan, string feature, long current, string answer)
    {
        var account = await Customer(book, plan);

        var said = (await Ask(account, feature, current)).Value;

        Assert.Equal(answer, $"{said.Limit?.ToDecimalText(0) ?? "-"} {said.Allowed} {said.Reason}");
    }

    [Fact]
    public async Task Question_OfAnUnknownFeature_NamesTheField()
    {
        var account = await Customer("modelstack", "starter");

        var refusal = (await Ask(account, "unicorns", 1)).Refusal;

        Assert.Equal(("unknown_feature", "feature"), (refusal?.Code, refusal?.Field));
    }

    [Fact]
    public async Task Count_OfTheSeller_KeepsTheAccountFromAPlanItDoesNotFit()
    {
        var account = await Customer("koyeb", "starter");
        _house.Ledger.Clock.MoveTo(Instant.At(2026, 3, 11));
        await Ask(account, "custom_domains", 3);

        Assert.Equal("over_limits", (await _house.Quote(account, "hobby")).Refusal?.Code);
        await Ask(account, "custom_domains", 0);
        Assert.Null((await _house.Quote(account, "hobby")).Refusal);
    }

    [Fact]
    public async Task Count_AgainstALimitOfItsOwn_IsNotTakenForTheAccounts()
    {
        var account = await Customer("koyeb", "starter");
        _house.Ledger.Clock.MoveTo(Instant.At(2026, 3, 11));

        var said = (await Flow.Run(account, new("custom_domains", EntitlementAction.Add, 2, 2), CancellationToken.None)).Value;

        Assert.Equal((false, "limit_reached"), (said.Allowed, said.Reason));
        Assert.Null((await _house.Quote(account, "hobby")).Refusal);
    }

    [Theory]
    [InlineData("starter", 4, null)]
    [InlineData("starter", 5, "limit_reached")]
    [InlineData("starter", 40, "limit_reached")]
    [InlineData("topup_only", 40, null)]
    public async Task Keys_AtThePlansLimit_AreRefusedWithTheReason(string plan, int working, string? code)
    {
        var account = await Customer("modelstack", plan);
        IKeyLimit limit = new PlanKeyLimit(Flow);

        var refusal = limit.RefuseAnother(account, working);

        Assert.Equal(code, refusal?.Code);
        if (code is not null) Assert.Equal($"The plan allows 5 API keys, and {working} work. Revoke one, or change to a plan with more.", refusal!.Message);
    }

    [Fact]
    public void Keys_OfABookThatDoesNotCountThem_HaveNoLimit() =>
        Assert.Null(new PlanKeyLimit(Flow).RefuseAnother(_house.Ledger.OpenAccount(book: "kunavo"), 1_000));

    private CheckEntitlement Flow => field ??= new(_house.Ledger.Writer, _house.Ledger.Writer.Books, _house.Ledger.Clock);

    private Task<Outcome<EntitlementAnswer>> Ask(AccountId account, string feature, long current) =>
        Flow.Run(account, new(feature, EntitlementAction.Add, current, null), CancellationToken.None);

    private async Task<AccountId> Customer(string book, string plan)
    {
        var account = _house.Ledger.OpenAccount(book: book);
        await _house.SaveCard(account);
        if ((await _house.Look(account)).Plan != plan) Assert.Null((await _house.Take(account, plan)).Refusal);
        return account;
    }
}
