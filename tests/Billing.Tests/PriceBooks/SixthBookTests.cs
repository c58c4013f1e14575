using Billing.Invoicing;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.Recovery;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Tests.PriceBooks;

/// <summary>A seller nobody has thought of, whose rules mix those of the others: it needs a document and nothing else.</summary>
public sealed class SixthBookTests
{
    private static readonly PriceBook Book = Books.Changed(document =>
    {
        document["id"] = "sixth";
        document.Remove("samples");
        document["rounding"]!["step"] = "0.25";
        document["plans"]![2]!["included"] = "40";
        document["grants"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["kind"] = "included", ["expiry"] = "periods", ["periods"] = 3 });
        document["plan_changes"]!["period"] = "anniversary";
        document["plan_changes"]!["cool_down_minutes"] = 60;
        document["plan_changes"]!["downgrade"]!["effective"] = "period_end";
        document["plan_changes"]!["downgrade"]!["credit"] = "none";
        document["plan_changes"]!["upgrade"]!["credit"] = "none";
        document["free_allowances"]![0]!["charge"] = "in_force";
        document["payment_recovery"]![1]!["after_days"] = 3;
        document["tax"]!["not_exempt"] = new System.Text.Json.Nodes.JsonArray("DE");
    }, "koyeb").BookOrThrow();

    [Fact]
    public void Upgrade_InAnAnniversaryPeriodForTheRestOfIt_EndsWithIt()
    {
        var standing = new PlanStanding(Book.Plan("startup"), BillingInterval.Month, new Period(Instant.At(2026, 3, 10), Instant.At(2026, 4, 10)), Amount.Whole(7, Asset.Usd), null, false, true);
        var down = Assert.IsType<PlanChangeAnswer.Accepted>(PlanChangeDecision.Decide(Book, standing, Book.Plan("starter")!, BillingInterval.Month, Instant.At(2026, 3, 20)));
        Assert.Equal((Instant.At(2026, 4, 10), true, Instant.At(2026, 6, 10)), (down.EffectiveAt, down.Credit.IsZero, down.KeptUntil));
        var cool = standing with { LastChangeAt = Instant.At(2026, 3, 20) };
        Assert.Equal("wait_60_minutes", Assert.IsType<PlanChangeAnswer.Refused>(PlanChangeDecision.Decide(Book, cool, Book.Plan("hobby")!, BillingInterval.Month, Instant.At(2026, 3, 20, 0, 59))).Code);
    }

    [Fact]
    public void FirstSubscription_ChargedForTheRestOfNoPeriod_CostsAWholeOne()
    {
        var standing = new PlanStanding(null, BillingInterval.Month, null, Amount.Zero(Asset.Usd), null, false, true);
        var up = Assert.IsType<PlanChangeAnswer.Accepted>(PlanChangeDecision.Decide(Book, standing, Book.Plan("startup")!, BillingInterval.Month, Instant.At(2026, 3, 20)));
        Assert.Equal((Amount.Whole(79, Asset.Usd), new Period(Instant.At(2026, 3, 20), Instant.At(2026, 4, 20)), Amount.Whole(40, Asset.Usd)), (up.ChargeNow, up.NewPeriod, up.Granted));
    }

    [Fact]
    public void Allowance_OnceItsPriceIsInForce_IsALineForWhatLiesBeyond()
    {
        var draft = InvoiceDecision.Draft(
            Book, Period.MonthOf(Instant.At(2026, 1, 1)), Book.Plan("starter"), Amount.Zero(Asset.Usd), [new("bandwidth_gb", 150)],
            new("DE", true, true, "DE123456789", Fraction.Of(19, 100)), Amount.Zero(Asset.Usd));
        Assert.Equal("bandwidth_gb 50 2", string.Join(", ", draft.Lines.Select(line => $"{line.Code} {line.Quantity.ToDecimalText(2)} {line.Amount.ToDecimalText()}")));
        Assert.Equal((TaxReason.LocalVat, "2.38"), (draft.TaxRate.Reason, draft.Total.ToDecimalText()));
    }

    [Fact]
    public void Recovery_WithItsOwnDays_IsLateOnTheThird() =>
        Assert.Equal(RecoveryState.Late, RecoveryDecision.At(Book.Recovery, Instant.At(2026, 3, 1), null, Instant.At(2026, 3, 4)).State);

    [Fact]
    public void Resources_OfTheSameSizes_CanBePaidByTheHourInAdvance()
    {
        var charges = new List<HourCharge>();
        var hour = new Rounding(1, RoundingMode.Up).ToUnits(Book.Line("instance_second", "small", null)!.UnitPrice!.Value * 3_600);
        HourlySessions.Advance(
            new(Instant.At(2026, 3, 1), hour * 2, [new HourlyResource(1, hour)]), [new(Instant.At(2026, 3, 1), SessionEventKind.Start, 1)], Instant.At(2026, 3, 2), charges);
        Assert.Equal([hour, hour], charges.Select(charge => charge.Units));
    }
}
