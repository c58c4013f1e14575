using Billing.Accounting;
using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;

namespace Billing.Tests.Accounting;

/// <summary>The seller's chart of accounts, line by line.</summary>
public sealed class CounterAccountTests
{
    [Theory]
    [InlineData(EntryType.Topup, GrantKind.Topup, CauseKind.Payment, CounterAccount.GatewayCash)]
    [InlineData(EntryType.Topup, GrantKind.Bonus, CauseKind.Payment, CounterAccount.PromotionalCredit)]
    [InlineData(EntryType.Consume, GrantKind.Topup, CauseKind.Usage, CounterAccount.UsageRevenue)]
    [InlineData(EntryType.Consume, GrantKind.Bonus, CauseKind.Usage, CounterAccount.PromotionalUsage)]
    [InlineData(EntryType.Consume, GrantKind.Correction, CauseKind.Usage, CounterAccount.PromotionalUsage)]
    [InlineData(EntryType.Consume, null, CauseKind.Usage, CounterAccount.UsageRevenue)]
    [InlineData(EntryType.Refund, GrantKind.Correction, CauseKind.Command, CounterAccount.Refunds)]
    [InlineData(EntryType.ManualAdjust, GrantKind.Topup, CauseKind.Payment, CounterAccount.GatewayCash)]
    [InlineData(EntryType.ManualAdjust, GrantKind.Bonus, CauseKind.Payment, CounterAccount.PromotionalCredit)]
    [InlineData(EntryType.ManualAdjust, GrantKind.Topup, CauseKind.Command, CounterAccount.Corrections)]
    [InlineData(EntryType.ManualAdjust, GrantKind.Topup, CauseKind.Refund, CounterAccount.GatewayCash)]
    [InlineData(EntryType.ManualAdjust, null, CauseKind.Refund, CounterAccount.PromotionalCredit)]
    [InlineData(EntryType.Reversal, null, CauseKind.Refund, CounterAccount.GatewayCash)]
    [InlineData(EntryType.Reversal, GrantKind.Bonus, CauseKind.Payment, CounterAccount.PromotionalCredit)]
    [InlineData(EntryType.Debt, null, CauseKind.Refund, CounterAccount.GatewayCash)]
    [InlineData(EntryType.Grant, GrantKind.Included, CauseKind.Job, CounterAccount.PlanCredit)]
    [InlineData(EntryType.Grant, GrantKind.Coupon, CauseKind.Command, CounterAccount.PromotionalCredit)]
    [InlineData(EntryType.Expire, GrantKind.Topup, CauseKind.Job, CounterAccount.Breakage)]
    [InlineData(EntryType.Expire, GrantKind.Included, CauseKind.Job, CounterAccount.PlanCredit)]
    [InlineData(EntryType.Reversal, GrantKind.Topup, CauseKind.Payment, CounterAccount.GatewayCash)]
    [InlineData(EntryType.Reversal, GrantKind.Correction, CauseKind.Command, CounterAccount.Corrections)]
    [InlineData(EntryType.Debt, null, CauseKind.Payment, CounterAccount.GatewayCash)]
    [InlineData(EntryType.InvoiceRounding, null, CauseKind.Invoice, CounterAccount.InvoiceRounding)]
    [InlineData(EntryType.Payment, null, CauseKind.Payment, CounterAccount.GatewayCash)]
    [InlineData(EntryType.AccountCredit, null, CauseKind.Invoice, CounterAccount.AccountCredit)]
    [InlineData(EntryType.WriteOff, null, CauseKind.Command, CounterAccount.BadDebt)]
    [InlineData(EntryType.PlanFee, null, CauseKind.Invoice, CounterAccount.PlanRevenue)]
    [InlineData(EntryType.Tax, null, CauseKind.Invoice, CounterAccount.TaxPayable)]
    [InlineData(EntryType.CreditNote, null, CauseKind.Invoice, CounterAccount.Refunds)]
    public void CounterAccount_OfAnEntry_IsTheChartsLine(EntryType type, GrantKind? grant, CauseKind cause, CounterAccount account) =>
        Assert.Equal(account, CounterAccounts.Of(type, grant, cause));

    [Fact]
    public void CounterAccount_OfEveryType_Exists() =>
        Assert.All(EntryTypes.All, type => Assert.True(Enum.IsDefined(CounterAccounts.Of(type, GrantKind.Topup, CauseKind.Command))));
}
