using Billing.Limits;
using Billing.Units;

namespace Billing.Tests.Vectors;

/// <summary>Kinds that are one question and one answer.</summary>
public sealed class SmallVectorTests
{
    public static TheoryData<string, string> Money => Vector.Cases("money-format");

    public static TheoryData<string, string> Caps
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var row in Vector.Cases("entitlement", "004")) cases.Add((string)row[0], (string)row[1]);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Money))]
    public void MoneyFormat_Vector_ShowsTheText(string id, string title)
    {
        var vector = Vector.Of(id);
        var text = MoneyFormat.Text(Amount.Parse(vector.Given.Str("amount")!, Asset.Usd), Books.Kunavo.Display);
        Assert.True(text == vector.Expect.Str("text"), $"{title}: {text}");
    }

    [Theory]
    [MemberData(nameof(Caps))]
    public void MonthlySpendCap_Vector_AdmitsBelowIt(string id, string title)
    {
        var vector = Vector.Of(id);
        Assert.Equal("monthly_spend_cap", vector.Given.Str("feature"));
        var cap = new SpendCap(Amount.Parse(vector.Given.Str("limit_override")!, Asset.Usd));
        var allowed = cap.Admits(Amount.Parse(vector.When.Str("current")!, Asset.Usd));
        Assert.True(allowed == vector.Expect.GetProperty("allowed").GetBoolean(), title);
        Assert.Equal(vector.Expect.Str("reason"), allowed ? null : SpendCap.Refusal);
    }
}
