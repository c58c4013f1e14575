using Billing.Corrections;
using Billing.Credits;
using Billing.Units;

namespace Billing.Tests.Corrections;

public sealed class CorrectionDecisionTests
{
    private static readonly GrantBalance[] Grants =
    [
        new(new(1, GrantKind.Topup, Draw.Day(0), Instant.Latest), 300),
        new(new(2, GrantKind.Bonus, Draw.Day(0), Instant.Latest), 200),
    ];

    public static TheoryData<long, string, string?, string?, string, string> Refusals => new()
    {
        { 5, "EUR", "outage", "sorry", "wrong_unit", "amount" },
        { 0, "USD", "outage", "sorry", "amount_zero", "amount" },
        { 5, "USD", null, "sorry", "unknown_reason", "reason" },
        { 5, "USD", "because", "sorry", "unknown_reason", "reason" },
        { 5, "USD", "outage", null, "note_required", "note" },
        { 5, "USD", "outage", "  ", "note_required", "note" },
        { 5, "USD", "outage", new string('x', 501), "note_too_long", "note" },
        { -501, "USD", "operator_error", "taken back", "exceeds_balance", "amount" },
        { -401, "USD", "operator_error", "taken back", "exceeds_balance", "amount" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Correction_NotInOrder_IsRefusedByName(long units, string asset, string? reason, string? note, string code, string field)
    {
        var refused = Assert.IsType<CorrectionAnswer.Refused>(Decide(new(new(units, new(asset)), reason, note)));
        Assert.Equal((code, field), (refused.Code, refused.Field));
    }

    [Fact]
    public void Correction_AboveZero_IsAGrantThatNeverExpires()
    {
        var credit = Assert.IsType<CorrectionAnswer.Credit>(Decide(new(new(250, Asset.Usd), "outage", new string('x', 500))));
        Assert.Equal((new NewGrant(GrantKind.Correction, new(250, Asset.Usd), Instant.Latest), Reason.Outage), (credit.Grant, credit.Reason));
    }

    [Fact]
    public void Correction_BelowZero_BurnsInBurnDownOrder()
    {
        var debit = Assert.IsType<CorrectionAnswer.Debit>(Decide(new(new(-400, Asset.Usd), "overcharge", "agreed")));
        Assert.Equal([new FundingSlice(0, 300, 300), new FundingSlice(1, 100, 100)], debit.Slices);
    }

    [Fact]
    public void Reason_EachCode_ReadsBack() =>
        Assert.All(Reasons.All, reason => Assert.True(Reasons.TryParse(reason.Code(), out var read) && read == reason));

    /// <summary>100 of the 500 are held.</summary>
    private static CorrectionAnswer Decide(CorrectionRequest request) => CorrectionDecision.Decide(Books.Kunavo, request, Grants, 400, Draw.Day(1));
}
