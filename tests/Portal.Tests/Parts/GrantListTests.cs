using Billing.Credits;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using Bunit;
using Xunit;

namespace Portal.Tests.Parts;

public sealed class GrantListTests : PartsContext
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void Grants_InBurnDownOrder_AreNumberedAndTheBarRepeatsTheirOrderAndColour()
    {
        var list = Render<GrantList>(p => p.Add(l => l.Today, Today).Add(l => l.Grants,
        [
            Grant(1, GrantKind.Bonus, "8.34", "20", Instant.At(2026, 11, 30)),
            Grant(2, GrantKind.Topup, "104.04", "1000", null),
        ]));

        Assert.Equal(["1", "2"], list.FindAll(".order").Select(order => order.TextContent));
        Assert.Equal(["Bonus of 14 Oct", "Top-up of 14 Oct"], list.FindAll(".what").Select(what => what.TextContent));
        Assert.Equal(["expires 30 Nov", "never expires"], list.FindAll(".aside").Select(aside => aside.TextContent));
        Assert.Equal(["promotional, of $20.00", "paid, of $1,000.00"], list.FindAll(".note").Select(note => note.TextContent));
        Assert.Equal(["k2", "k1"], list.FindAll("rect").Select(piece => piece.ClassName));
        Assert.Contains("warn", list.FindAll(".aside")[0].ClassName, StringComparison.Ordinal);
        Assert.DoesNotContain("warn", list.FindAll(".aside")[1].ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void SplitBar_APartOfNearlyNothing_IsStillSeenAndTheRestStaysInside()
    {
        var pieces = Render<SplitBar>(p => p.Add(b => b.Label, "x").Add(b => b.Parts, [(Usd("0.00000001"), "k1"), (Usd("5000"), "k2"), (Usd("0"), "k3")])).FindAll("rect");

        Assert.Equal(2, pieces.Count);
        Assert.True(int.Parse(pieces[0].GetAttribute("width")!) > 0);
        Assert.True(int.Parse(pieces[1].GetAttribute("x")!) + int.Parse(pieces[1].GetAttribute("width")!) <= 1000);
    }

    private static GrantLine Grant(int number, GrantKind kind, string remaining, string granted, Instant? expires) =>
        new(number, kind, Usd(granted), Usd(remaining), Instant.At(2026, 10, 14), expires, null, null);
}
