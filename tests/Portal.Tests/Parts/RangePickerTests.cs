using BillingPortal.Portal.Parts;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Portal.Tests.Parts;

public sealed class RangePickerTests : PartsContext
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void Choices_Always_AreLinksThatKeepTheRestOfTheAddress()
    {
        var picker = Picker("usage/requests?model=gpt-5.2&page=abc&from=2026-11-01&to=2026-11-03");

        var links = picker.FindAll(".seg a");

        Assert.Equal(["Today", "7 d", "14 d", "30 d", "This month", "Last month"], links.Select(link => link.TextContent));
        Assert.EndsWith("usage/requests?model=gpt-5.2&range=7d", links[1].GetAttribute("href")!, StringComparison.Ordinal);
        Assert.Contains("1–3 Nov", picker.Find("summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void CustomDays_WhenShown_StandInTheAddress()
    {
        var picker = Picker("usage/requests?range=7d&model=gpt-5.2");

        picker.FindAll("input[type=date]")[0].Change("2023-11-16");
        picker.FindAll("input[type=date]")[1].Change("2023-11-16");
        picker.Find("form").Submit();

        Assert.EndsWith("usage/requests?model=gpt-5.2&from=2023-11-16&to=2023-11-16", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_WhenChosen_StandsInTheAddressAndGoesBackToTheFirstPage()
    {
        Navigation.NavigateTo("billing/transactions?page=xyz&range=7d");
        var filter = Render<FilterSelect>(p => p.Add(f => f.Label, "Type").Add(f => f.Name, "type").Add(f => f.Options, [new("topup", "topup")]));

        filter.Find("select").Change("topup");
        Assert.EndsWith("billing/transactions?range=7d&type=topup", Navigation.Uri, StringComparison.Ordinal);

        filter.Find("select").Change("");
        Assert.EndsWith("billing/transactions?range=7d", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Pager_AtAnEnd_IsWordsAndElsewhereALink()
    {
        Navigation.NavigateTo("usage/requests?page=b&range=7d");
        var pager = Render<Pager>(p => p.Add(x => x.Previous, "").Add(x => x.Next, null));

        Assert.EndsWith("usage/requests?range=7d", pager.Find("a").GetAttribute("href")!, StringComparison.Ordinal);
        Assert.Equal("Next", pager.Find("span").TextContent);
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<RangePicker> Picker(string address)
    {
        Navigation.NavigateTo(address);
        var range = DayRange.Read(null, "2026-11-01", "2026-11-03", Today, "7d");
        return Render<RangePicker>(p => p.Add(x => x.Value, range).Add(x => x.Today, Today));
    }
}
