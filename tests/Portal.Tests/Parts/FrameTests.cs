using BillingPortal.Portal;
using BillingPortal.Portal.Layout;
using BillingPortal.Portal.Parts;
using Billing.PriceBooks;
using Billing.Units;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Portal.Tests.Parts;

public sealed class FrameTests : PartsContext
{
    [Fact]
    public void Navigation_OfAPriceBook_NamesOnlyItsPagesAndMarksTheOneShown()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("billing/transactions?range=7d");
        var data = new FrameData("Acme", null, [], null, null, []) { Pages = [Page.Keys, Page.Overview, Page.Transactions] };

        var links = Render<MainLayout>(p => p.AddCascadingValue(data)).FindAll("#side li a");

        Assert.Equal(["Overview", "Transactions", "API keys"], links.Select(link => link.TextContent));
        Assert.Equal("Transactions", Assert.Single(links, link => link.GetAttribute("aria-current") == "page").TextContent);
    }

    [Fact]
    public void SkipLink_OnAnyPage_LeadsToThatPagesContent()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("usage/requests?range=7d");

        Assert.Equal("http://localhost/usage/requests?range=7d#page", Render<MainLayout>().Find("a.skip").GetAttribute("href"));
    }

    [Theory]
    [InlineData(3, "bad")]
    [InlineData(10, "warn")]
    [InlineData(31, "good")]
    public void Wallet_WithARunway_SaysTheDaysAndMarksTheirUrgency(int days, string mood)
    {
        var chip = Chip(new FrameWallet(Usd("412.381142"), days, new DateOnly(2026, 12, 1)));

        Assert.Equal("$412", chip.Find(".whole").TextContent);
        Assert.Equal($"{days} days left", chip.Find(".long").TextContent);
        Assert.NotNull(chip.Find($".dot.{mood}"));
        Assert.Contains("lasts until Tue 1 Dec 2026", chip.Find(".runway").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Wallet_ThatLastsForGenerations_NamesNoDay()
    {
        var chip = Chip(new FrameWallet(Usd("12345678.9"), 677_266, new DateOnly(3881, 3, 8)));

        Assert.Equal(["10+ years left", "10+ y"], chip.FindAll(".long, .short").Select(words => words.TextContent));
        Assert.DoesNotContain("3881", chip.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Wallet_BelowZero_SaysOverdrawnAndShowsTheMinus()
    {
        var chip = Chip(new FrameWallet(Usd("-3.2"), null, null));

        Assert.Contains("−$3.20", chip.Find(".balance").TextContent, StringComparison.Ordinal);
        Assert.Contains("overdrawn", chip.Find(".balance").TextContent, StringComparison.Ordinal);
        Assert.Contains("calls stopped", chip.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Wallet_OfWhoMayNotPay_OffersNoTopUp(bool mayPay, int ways)
    {
        var chip = Chip(new FrameWallet(Usd("-3.2"), null, null) { MayPay = mayPay });

        Assert.Equal(ways, chip.FindAll(".go").Count);
        Assert.Equal(mayPay, chip.Find(".runway").GetAttribute("href") == PortalUrls.TopUp);
    }

    [Fact]
    public void Outstanding_OfAPostpaidPlan_IsNoOverdrawnWallet()
    {
        var chip = Render<OutstandingChip>(p => p.Add(c => c.Outstanding, new FrameOutstanding(Usd("64.28"), "Starter")));

        Assert.Equal("Starter", chip.Find(".plan").TextContent);
        Assert.Contains("$64.28", chip.Find(".owed").TextContent, StringComparison.Ordinal);
        Assert.Contains("outstanding", chip.Find(".owed").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Wallet_WithoutEnoughUsage_PromisesNoRunway() =>
        Assert.Empty(Chip(new FrameWallet(Usd("5"), null, null)).FindAll(".runway"));

    [Theory]
    [InlineData("Mara Kessler", "MK")]
    [InlineData("Mara", "M")]
    [InlineData("Mara von Kessler", "MK")]
    [InlineData("", "X")]
    public void Initials_OfAName_AreItsFirstAndLast(string name, string initials) =>
        Assert.Equal(initials, new FramePerson(name, "x@example.org", false).Initials);

    [Fact]
    public void Toast_AfterEightSeconds_Leaves()
    {
        var time = new SteppedTime();
        Services.AddSingleton<TimeProvider>(time);
        var region = Render<ToastRegion>();

        Services.GetRequiredService<Toasts>().Show(Tone.Good, "Top-up of $100.00 arrived", "Balance $512.38");
        region.WaitForAssertion(() => Assert.Contains("Top-up of $100.00 arrived", region.Find("[role=status]").TextContent, StringComparison.Ordinal));

        time.Step(TimeSpan.FromSeconds(7));
        Assert.NotEmpty(region.FindAll(".toast"));
        time.Step(TimeSpan.FromSeconds(1));
        region.WaitForAssertion(() => Assert.Empty(region.FindAll(".toast")));
    }

    private IRenderedComponent<WalletChip> Chip(FrameWallet wallet) => Render<WalletChip>(p => p.Add(c => c.Wallet, wallet));
}
