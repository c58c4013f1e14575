using Stripe.Sandbox.Cards;

namespace Stripe.Sandbox.Pages;

/// <summary>The cards or accounts for trying things, each with a link that fills the form in.</summary>
internal static class TestMeansTable
{
    private static readonly string[] Common = ["4242424242424242", "4000002500003155", "4000000000000002", "4000000000009995", "4000000000000341", "4000000000000259"];

    public static Html Render(string method, string page)
    {
        var all = TestCards.All.Cast<TestMeans>().Concat(TestAccounts.All).Where(m => m.Type == method).ToList();
        var shown = method == "card" ? all.Where(m => Common.Contains(m.Number)).ToList() : all;
        var others = all.Except(shown).ToList();
        return Html.Of($"""
            <section class="panel cards" aria-labelledby="cards">
            <h2 id="cards">{(method == "card" ? "Cards" : "Accounts")} for trying things</h2>
            {Html.When(method == "card", $"""<p class="small">Any date in the future and any security code will do.</p>""")}
            {Table(shown, page, "Common ones")}
            {Html.When(others.Count > 0, $"""<details><summary>All others</summary>{Table(others, page, "All others")}</details>""")}
            </section>
            """);
    }

    private static Html Table(IEnumerable<TestMeans> means, string page, string caption) => Html.Of($"""
        <table>
        <caption class="unseen">{caption}</caption>
        <thead class="unseen"><tr><th scope="col">Number</th><th scope="col">What happens</th><th scope="col">Use it</th></tr></thead>
        <tbody>
        {Html.Join(means.Select(m => Html.Of($"""<tr><td class="mono">{(m as TestCard)?.Display ?? m.Number}</td><td>{m.Behaviour}</td><td class="end"><a href="{page}?use={m.Number}">Use<span class="unseen"> the one ending in {m.Last4}</span></a></td></tr>""")))}
        </tbody>
        </table>
        """);
}
