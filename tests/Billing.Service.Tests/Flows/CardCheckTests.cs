using Billing.PriceBooks;
using Billing.Service.Flows.Cards;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>A hold of $1, cancelled at once (KO-32), and what it means for the account (KO-33).</summary>
public sealed class CardCheckTests
{
    [Fact]
    public async Task NewCard_OnABookThatChecks_IsHeldAndLetGoAtOnceAndValidatesTheAccount()
    {
        using var house = new CardHouse();

        var kept = await house.Add("fp_a");

        var check = Assert.Single(house.Payments());
        Assert.Equal((PaymentPurpose.CardCheck, kept.Card, PaymentState.Cancelled), (check.Purpose, check.Subject, check.State));
        Assert.Equal(("1 USD", GatewayPaymentState.Cancelled), (Assert.Single(house.Provider.Payments).Amount.ToString(), house.Provider.Payments.Single().State));
        Assert.Equal((CardCheckStanding.Accepted, AccountValidation.Validated), (kept.Check, house.Row!.Validation));
        Assert.Empty(house.Ledger.Entries());
    }

    [Theory]
    [InlineData(nameof(ICardGateway.HoldOnCard), Script.LoseAnswer)]
    [InlineData(nameof(ICardGateway.HoldOnCard), Script.LoseRequest)]
    [InlineData(nameof(IPaymentGateway.CancelPayment), Script.LoseAnswer)]
    [InlineData(nameof(IPaymentGateway.CancelPayment), Script.LoseRequest)]
    public async Task Answer_LostAtEitherStep_LeavesNoHold(string call, Script lost)
    {
        using var house = new CardHouse();
        house.Provider.Next(call, lost, lost);

        var kept = await house.Add("fp_a");
        Assert.Equal((CardCheckStanding.Checking, AccountValidation.Checking), (kept.Check, house.Row!.Validation));
        await house.Clean();
        Assert.Equal(AccountValidation.Checking, house.Row!.Validation);
        await house.Clean();

        Assert.Equal((GatewayPaymentState.Cancelled, PaymentState.Cancelled), (Assert.Single(house.Provider.Payments).State, Assert.Single(house.Payments()).State));
        Assert.Equal(AccountValidation.Validated, house.Row!.Validation);
        Assert.Single(house.Provider.Asked.Where(asked => asked.StartsWith("HoldOnCard", StringComparison.Ordinal)).Distinct());
    }

    [Theory]
    [InlineData(Script.LoseAnswer, PaymentState.Cancelled, AccountValidation.Validated)]
    [InlineData(Script.LoseRequest, PaymentState.Expired, AccountValidation.None)]
    public async Task Answer_LostForLongerThanKeysLive_IsLookedForAndNeverAskedAgain(Script lost, PaymentState state, AccountValidation validation)
    {
        using var house = new CardHouse();
        house.Provider.Next(nameof(ICardGateway.HoldOnCard), lost);
        await house.Add("fp_a");

        house.Ledger.Clock.MoveTo(house.Ledger.Clock.Now.PlusDays(1));
        await house.Clean();

        Assert.Single(house.Provider.Asked, asked => asked.StartsWith("HoldOnCard", StringComparison.Ordinal));
        Assert.Equal((state, validation), (Assert.Single(house.Payments()).State, house.Row!.Validation));
        Assert.DoesNotContain(house.Provider.Payments, payment => payment.State == GatewayPaymentState.Held);
    }

    [Fact]
    public async Task Key_RefusedAfterALostAnswer_IsNoRefusalOfTheCardAndLeavesNoHold()
    {
        using var house = new CardHouse();
        house.Provider.Next(nameof(ICardGateway.HoldOnCard), Script.LoseAnswer, Script.RefuseKey);
        await house.Add("fp_a");

        await house.Clean();

        Assert.Equal((GatewayPaymentState.Cancelled, PaymentState.Cancelled), (Assert.Single(house.Provider.Payments).State, Assert.Single(house.Payments()).State));
        Assert.Equal(AccountValidation.Validated, house.Row!.Validation);
    }

    [Fact]
    public async Task Bank_Refusing_LeavesTheCardOnFileUnacceptedAndTellsItsOwner()
    {
        using var house = new CardHouse();
        house.Provider.Next(nameof(ICardGateway.HoldOnCard), Script.Decline);

        var kept = await house.Add("fp_a", "0002");

        Assert.Equal((CardCheckStanding.Refused, AccountValidation.Refused), (kept.Check, house.Row!.Validation));
        Assert.Equal(["Visa 0002 did not pass the check"], house.Mails());
        Assert.Equal("card_not_accepted", await AskFor(house, "starter"));
        Assert.Equal("Visa 0002* Refused", await house.Shown());
    }

    [Fact]
    public async Task Plan_ThatNeedsACard_WaitsForTheCheck()
    {
        using var house = new CardHouse();
        Assert.Equal("card_required", await AskFor(house, "starter"));
        house.Provider.Next(nameof(IPaymentGateway.CancelPayment), Script.LoseRequest);
        await house.Add("fp_a");
        Assert.Equal("card_checking", await AskFor(house, "starter"));

        await house.Clean();

        Assert.Null(await AskFor(house, "starter"));
    }

    [Fact]
    public async Task RefusedCard_BesideAnAcceptedOne_IsNotTheOneThatIsCharged()
    {
        using var house = new CardHouse();
        var good = (await house.Add("fp_a", "4242")).Card;
        house.Provider.Next(nameof(ICardGateway.HoldOnCard), Script.Decline);

        await house.Add("fp_b", "0002", asDefault: true);

        Assert.Equal("Visa 4242* Accepted, Visa 0002 Refused", await house.Shown());
        Assert.Equal(AccountValidation.Validated, house.Row!.Validation);
        Assert.Equal("card_not_accepted", (await house.Default.Run(CardHouse.Ada, house.Account, (await house.View()).Cards[1].Id, "choice", default)).Refusal?.Code);
        Assert.Equal((good, good), (house.Row!.Card, house.Provider.Defaults[house.Customer]));
    }

    [Fact]
    public async Task Validation_AfterARemoval_FollowsTheCardsThatAreLeft()
    {
        using var house = new CardHouse();
        house.Provider.Next(nameof(ICardGateway.HoldOnCard), Script.Decline);
        await house.Add("fp_b", "0002");
        var good = (await house.Add("fp_a", "4242")).Card;
        Assert.Equal(AccountValidation.Validated, house.Row!.Validation);

        await house.Remove(good);

        Assert.Equal((AccountValidation.Refused, null), (house.Row!.Validation, house.Row.ValidatedAt));
    }

    [Fact]
    public async Task Hold_TakenAtTheProvider_IsGivenBack()
    {
        using var house = new CardHouse();
        house.Provider.Next(nameof(IPaymentGateway.CancelPayment), Script.LoseRequest);
        await house.Add("fp_a");
        house.Provider.Capture(house.Provider.Payments.Single().Id);

        await house.Clean();

        Assert.Contains(house.Provider.Asked, asked => asked.StartsWith("Refund", StringComparison.Ordinal));
        Assert.Equal(PaymentState.Cancelled, Assert.Single(house.Payments()).State);
        Assert.Empty(house.Ledger.Entries());
    }

    [Fact]
    public async Task Book_ThatChecksNothing_HoldsNothing()
    {
        using var house = new CardHouse("modelstack");

        await house.Add("fp_a");

        Assert.Empty(house.Payments());
        Assert.Equal((AccountValidation.None, "Visa 4242*"), (house.Row!.Validation, await house.Shown()));
    }

    private static async Task<string?> AskFor(CardHouse house, string plan) =>
        (await house.Quote.Run(CardHouse.Ada, house.Account, plan, BillingInterval.Month, null, default)).Refusal?.Code;
}
