using Billing.Corrections;
using Billing.Service.Flows.Invoices;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

public sealed class CollectionTests
{
    private static readonly Instant February = Instant.At(2026, 2, 1);

    [Fact]
    public async Task Card_Declines_IsTriedOnceADayUntilItPays()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10");
        house.Gateway.Next(Script.Decline, Script.Decline, Script.Decline);

        await house.CollectAll();
        await house.CollectAll();
        Assert.Equal("Overdue", house.StateOf(account));
        await house.Days(2, account);
        Assert.Equal(3, house.Collection(1).Attempts);
        await house.Days(1, account);

        Assert.Equal(["invoice:1:1", "invoice:1:2", "invoice:1:3", "invoice:1:4"], house.Gateway.Asked);
        Assert.Equal(["Failed", "Failed", "Failed", "Paid"], house.Payments(account).Select(payment => payment.State.ToString()));
        Assert.Equal((CollectionState.Paid, February, February.PlusDays(3)), (house.Collection(1).State, house.Collection(1).FailedAt, house.Collection(1).PaidAt));
        Assert.Equal(("0", "Current"), (house.BalanceOf(account), house.StateOf(account)));
        Assert.Empty(house.Audit());
    }

    [Theory]
    [InlineData(Script.LoseAnswer)]
    [InlineData(Script.LoseRequest)]
    public async Task Answer_IsLost_IsAskedForAgainByTheSameKeyAndChargesOnce(Script lost)
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10");
        house.Gateway.Next(lost);

        await house.CollectAll();
        Assert.Equal((CollectionState.Open, "-10"), (house.Collection(1).State, house.BalanceOf(account)));
        Assert.Null(house.Collection(1).FailedAt);
        await house.CollectAll();
        await house.CollectAll();

        Assert.Equal(["invoice:1:1", "invoice:1:1"], house.Gateway.Asked);
        Assert.Single(house.Gateway.Taken);
        Assert.Equal((CollectionState.Paid, "0"), (house.Collection(1).State, house.BalanceOf(account)));
        Assert.Empty(house.Audit());
    }

    [Theory]
    [InlineData(Script.LoseAnswer)]
    [InlineData(Script.LoseRequest)]
    public async Task PayNow_WhileNobodyKnowsHowTheFirstChargeEnded_ChargesNoSecondTime(Script lost)
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10");
        house.Gateway.Next(lost);

        await house.CollectAll();
        var paid = await house.Pay.Run(OpenHouse.Anybody, account, 1, CancellationToken.None);
        var again = await house.Pay.Run(OpenHouse.Anybody, account, 1, CancellationToken.None);

        Assert.Equal((PaymentState.Paid, "nothing_due"), (paid.Value, again.Refusal?.Code));
        Assert.Equal(["invoice:1:1", "invoice:1:1"], house.Gateway.Asked);
        Assert.Single(house.Gateway.Taken);
        Assert.Equal((CollectionState.Paid, "0"), (house.Collection(1).State, house.BalanceOf(account)));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task NewCard_AfterADecline_IsTriedAtOnce()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10");
        house.Gateway.Next(Script.Decline);
        await house.CollectAll();

        await house.Card.Run(OpenHouse.Anybody, account, "pm_other", "ada@acme.example", "other", default);
        await house.CollectAll();

        Assert.Equal(CollectionState.Paid, house.Collection(1).State);
    }

    [Fact]
    public async Task Pay_PressedAtAnyTime_ChargesOnceAndNamesWhatFails()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10");
        house.Gateway.Next(Script.Decline, Script.Decline);
        await house.CollectAll();

        Assert.Equal("card_declined", (await house.Pay.Run(OpenHouse.Anybody, account, 1, default)).Refusal?.Code);
        var presses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => house.Pay.Run(OpenHouse.Anybody, account, 1, default)));

        Assert.All(presses, press => Assert.True(press.IsAccepted || press.Refusal?.Code == "nothing_due", press.Refusal?.Code));
        Assert.Single(house.Gateway.Taken);
        Assert.Equal("nothing_due", (await house.Pay.Run(OpenHouse.Anybody, account, 1, default)).Refusal?.Code);
        Assert.Equal("not_found", (await house.Pay.Run(OpenHouse.Anybody, account, 99, default)).Refusal?.Code);
        Assert.Equal("0", house.BalanceOf(account));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task NoCard_OnFile_MakesTheInvoiceOverdue()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await house.Open("hobby", card: false);
        await house.Use(account, "nano", 10_000_000);
        house.Now = February;
        house.Look(account);

        await house.CollectAll();

        Assert.Equal(("Overdue", "no_card"), (house.StateOf(account), house.Payments(account)[0].Failure));
        Assert.Equal("no_card", (await house.Pay.Run(OpenHouse.Anybody, account, 1, default)).Refusal?.Code);
    }

    [Fact]
    public async Task CreditNote_OfAnUnpaidInvoice_ReducesWhatIsOwedThenThePaymentTakesTheRest()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10", tax: true);
        Assert.Equal("-11.9", house.BalanceOf(account));

        var credited = await Credit(house, account, "2.01");
        await house.CollectAll();

        Assert.Equal((2L, "2.01 USD", "0 USD"), (credited.Value.Number, credited.Value.FromOwed.ToString(), credited.Value.ToAccount.ToString()));
        Assert.Equal(
            """
            consume | -10 | -10
            tax | -1.9 | -11.9
            credit_note | 1.69 | -10.21
            tax | 0.32 | -9.89
            payment | 9.89 | 0
            """, house.Entries(account));
        Assert.Equal(
            """
            CreditNote 2, 2026-01-01 to 2026-02-01, issued 2026-02-01
            Credit | Invoice 1 taken back | -1 x 1.69 | -1.69
            Subtotal -1.69, tax 0.19 LocalVat -0.32, credit 0, due -2.01
            """, house.Told(2));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task CreditNotes_OfAPaidInvoice_BecomeCreditOnAccountAndNeverExceedIt()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10", tax: true);
        await house.CollectAll();

        foreach (var part in new[] { "3.33", "3.33", "3.33" }) Assert.True((await Credit(house, account, part)).IsAccepted);
        Assert.Equal("above_invoice", (await Credit(house, account, "1.92")).Refusal?.Code);
        Assert.Equal("amount_invalid", (await Credit(house, account, "0.001")).Refusal?.Code);
        Assert.Equal("1.91 USD", (await Credit(house, account, null)).Value.ToAccount.ToString());

        Assert.Equal("already_credited", (await Credit(house, account, null)).Refusal?.Code);
        Assert.Equal("11.9", house.BalanceOf(account));
        var notes = house.Documents().Where(row => row.Kind == InvoiceKind.CreditNote).ToList();
        Assert.Equal(("-1.9", 4), (InvoiceHouse.Money(notes.Sum(note => note.Tax)), notes.Count));
        Assert.Equal(CollectionState.Paid, house.Collection(1).State);
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task CreditNote_OfTheWholeUnpaidInvoice_VoidsItAndALatePaymentIsCredit()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10");
        house.Gateway.Next(Script.LoseAnswer);
        await house.CollectAll();

        await Credit(house, account, null);
        Assert.Equal((CollectionState.Void, "0"), (house.Collection(1).State, house.BalanceOf(account)));
        // The bank had taken it all the same: the answer comes late, and the money is the customer's.
        await house.Settle(house.Payments(account)[0].Id);

        Assert.Equal((CollectionState.Void, "10"), (house.Collection(1).State, house.BalanceOf(account)));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Credit_WithoutReasonNoteOrRight_IsRefusedByName()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10");

        Assert.Equal("reason_unknown", (await house.Credit.Run(InvoiceHouse.Operator, new(account, 1, null, "mood", "Sorry.", "a"), default)).Refusal?.Code);
        Assert.Equal("note_required", (await house.Credit.Run(InvoiceHouse.Operator, new(account, 1, null, "support", " ", "b"), default)).Refusal?.Code);
        Assert.Equal("not_found", (await house.Credit.Run(InvoiceHouse.Operator, new(account, 7, null, "support", "Sorry.", "c"), default)).Refusal?.Code);
        Assert.Equal("not_found", (await house.Credit.Run(InvoiceHouse.Operator, new(await house.Open(), 1, null, "support", "Sorry.", "d"), default)).Refusal?.Code);
        Assert.Single(house.Documents());
    }

    [Fact]
    public async Task Credit_SentTwice_CreditsOnce()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10");
        var credit = new InvoiceCredit(account, 1, Amount.Whole(1, Asset.Usd), "support", "Sorry.", "once");

        var (first, second) = (await house.Credit.Run(InvoiceHouse.Operator, credit, default), await house.Credit.Run(InvoiceHouse.Operator, credit, default));

        Assert.Equal(first.Value, second.Value);
        Assert.Equal("-9", house.BalanceOf(account));
    }

    [Fact]
    public async Task WriteOff_OfAnOpenInvoice_GivesUpWhatIsOwedAndEndsRecovery()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Owing(house, "10");
        house.Gateway.Next(Script.Decline);
        await house.CollectAll();
        await Credit(house, account, "4");

        var given = await house.WriteOff.Run(InvoiceHouse.Operator, new(account, 1, "Insolvent.", "w"), default);

        Assert.Equal("6 USD", given.Value.ToString());
        Assert.Equal(("0", "Current", CollectionState.WrittenOff), (house.BalanceOf(account), house.StateOf(account), house.Collection(1).State));
        Assert.Equal("nothing_due", (await house.WriteOff.Run(InvoiceHouse.Operator, new(account, 1, "Again.", "x"), default)).Refusal?.Code);
        Assert.Equal("written_off", (await Credit(house, account, null)).Refusal?.Code);
        Assert.Empty(house.Audit());
    }

    /// <summary>An account with one open invoice of so many dollars of usage.</summary>
    private static async Task<AccountId> Owing(InvoiceHouse house, string dollars, bool tax = false)
    {
        var account = await house.Open();
        if (tax) await house.Profile.Run(OpenHouse.Anybody, account, new("DE", false, null, null), default);
        await house.Use(account, "nano", Amount.Parse(dollars, Asset.Usd).Units / 100);
        house.Now = February;
        house.Look(account);
        return account;
    }

    private static int _keys;

    private static Task<Outcome<CreditedInvoice>> Credit(InvoiceHouse house, AccountId account, string? dollars) => house.Credit.Run(
        InvoiceHouse.Operator,
        new(account, 1, dollars is null ? null : Amount.Parse(dollars, Asset.Usd), Reason.Support.Code(), "Sorry.", $"key-{Interlocked.Increment(ref _keys)}"), default);
}
