using Stripe.Sandbox.Cards;

namespace Stripe.Sandbox.Pages;

/// <summary>The card form: what stands in it and what is wrong with it.</summary>
/// <param name="Values">By field name.</param>
/// <param name="Problems">One sentence by field name.</param>
/// <param name="Refusal">Why the last attempt did not go through; null when there was none.</param>
internal sealed record CheckoutForm(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Problems, string? Refusal)
{
    private static readonly string[] Shown = ["4242424242424242", "4000002500003155", "4000000000000002", "4000000000009995", "4000000000000069", "4000000000000259"];

    public Html Render(string action, string button) => Html.Of($"""
        {Html.When(Refusal is not null, $"""<div class="refusal" role="alert"><strong>The payment did not go through.</strong> {Refusal}</div>""")}
        {Html.When(Problems.Count > 0, $"""<div class="refusal" role="alert"><strong>Please look at the marked fields.</strong> Nothing was sent.</div>""")}
        <form method="post" action="{action}" class="panel">
        <h2 class="quiet">Pay with card</h2>
        {Field("email", "E-mail for the receipt", "email", "email", false)}
        <fieldset>
        <legend>Card</legend>
        {Field("number", "Card number", "cc-number", "text", true, "1234 1234 1234 1234", 23)}
        <div class="pair">
        {Field("expiry", "Expiry (MM / YY)", "cc-exp", "text", true, "MM / YY", 9)}
        {Field("cvc", "Security code (CVC)", "cc-csc", "text", true, "CVC", 4)}
        </div>
        </fieldset>
        {Field("name", "Name on the card", "cc-name", "text", true)}
        <button type="submit" class="button">{button}</button>
        <p class="small center">One payment, however often you press.</p>
        </form>
        """);

    public static Html Cards(string page)
    {
        var shown = TestCards.All.Where(c => Shown.Contains(c.Number));
        var others = TestCards.All.Where(c => !Shown.Contains(c.Number));
        return Html.Of($"""
            <section class="panel cards" aria-labelledby="cards">
            <h2 id="cards">Cards for trying things</h2>
            <p class="small">Any date in the future and any security code will do.</p>
            {Table(shown, page, "Common test cards")}
            <details>
            <summary>All other test cards</summary>
            {Table(others, page, "All other test cards")}
            </details>
            </section>
            """);
    }

    private static Html Table(IEnumerable<TestCard> cards, string page, string caption) => Html.Of($"""
        <table>
        <caption class="unseen">{caption}</caption>
        <thead class="unseen"><tr><th scope="col">Number</th><th scope="col">What happens</th><th scope="col">Use it</th></tr></thead>
        <tbody>
        {Html.Join(cards.Select(c => Html.Of($"""<tr><td class="mono">{c.Display}</td><td>{c.Behaviour}</td><td class="end"><a href="{page}?card={c.Number}">Use<span class="unseen"> card ending in {c.Last4}</span></a></td></tr>""")))}
        </tbody>
        </table>
        """);

    private Html Field(string name, string label, string autocomplete, string type, bool required, string placeholder = "", int longest = 80)
    {
        var problem = Problems.GetValueOrDefault(name);
        var numeric = autocomplete is "cc-number" or "cc-exp" or "cc-csc";
        return Html.Of($"""
            <div class="field">
            <label for="{name}">{label}</label>
            <input id="{name}" name="{name}" type="{type}" autocomplete="{autocomplete}" value="{Values.GetValueOrDefault(name)}" placeholder="{placeholder}" maxlength="{FormattableString.Invariant($"{longest}")}"{Html.When(numeric, $" inputmode=\"numeric\"")}{Html.When(required, $" required")}{Html.When(problem is not null, $" aria-invalid=\"true\" aria-describedby=\"{name}-problem\"")}>
            {Html.When(problem is not null, $"""<p class="problem" id="{name}-problem">{problem}</p>""")}
            </div>
            """);
    }
}
