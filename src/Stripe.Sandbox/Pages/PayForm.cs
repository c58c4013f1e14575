using Stripe.Sandbox.Cards;

namespace Stripe.Sandbox.Pages;

/// <summary>How the payer pays: the methods to choose from, the form of the chosen one, what stands in it and what is wrong with it.</summary>
/// <param name="Method">card, us_bank_account or sepa_debit.</param>
/// <param name="Methods">What the session takes.</param>
/// <param name="Values">By field name.</param>
/// <param name="Problems">One sentence by field name.</param>
/// <param name="Refusal">Why the last attempt did not go through; null when there was none.</param>
internal sealed record PayForm(
    string Method, IReadOnlyList<string> Methods, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Problems, string? Refusal)
{
    /// <summary>Every name a field of these forms has.</summary>
    public static readonly IReadOnlyList<string> Fields = ["email", "number", "expiry", "cvc", "name", "account", "routing", "iban"];

    /// <summary>As the page was asked for: empty, or filled in with a test card or account.</summary>
    public static PayForm Asked(IReadOnlyList<string> methods, string? method, TestMeans? filledWith, string? email, string? name, string? refusal)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["email"] = email ?? string.Empty, ["name"] = name ?? string.Empty };
        if (filledWith is not null)
        {
            method = filledWith.Type;
            refusal = null;
            foreach (var (field, value) in Filling(filledWith))
                values[field] = value;
            if (values["name"].Length == 0)
                values["name"] = "Test Payer";
            if (filledWith is TestAccount && values["email"].Length == 0)
                values["email"] = "payer@example.com";
        }

        return new PayForm(method is not null && methods.Contains(method) ? method : methods[0], methods, values, new Dictionary<string, string>(), refusal);
    }

    public Html Render(string page, CheckoutWords words) => Html.Of($"""
        {Html.When(Refusal is not null, $"""<div class="refusal" role="alert"><strong>{words.Refused}</strong> {Refusal}</div>""")}
        {Html.When(Problems.Count > 0, $"""<div class="refusal" role="alert"><strong>Please look at the marked fields.</strong> Nothing was sent.</div>""")}
        <div class="panel">
        {Html.When(Methods.Contains("card"), $"{Wallets(page)}")}
        {Html.When(Methods.Count > 1, $"{Choice(page)}")}
        <form method="post" action="{page}">
        <input type="hidden" name="method" value="{Method}">
        {(Method == "card" ? CardFields() : BankFields())}
        <button type="submit" class="button">{words.Button}</button>
        {Html.When(Method != "card", $"""<p class="small">The bank's answer takes some days. Until then the payment is pending.</p>""")}
        {Html.When(words.Consent is not null, $"""<p class="small">{words.Consent}</p>""")}
        <p class="small center"><svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true"><rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.500 2.500 0 0 1 5 0v2"/></svg> {words.Promise}</p>
        </form>
        </div>
        """);

    private static Html Wallets(string page) => Html.Of($"""
        <form method="post" action="{page}" class="wallets" aria-label="Pay with a wallet">
        <button type="submit" name="wallet" value="apple_pay" class="wallet dark">Apple Pay</button>
        <button type="submit" name="wallet" value="google_pay" class="wallet dark">Google Pay</button>
        <button type="submit" name="wallet" value="link" class="wallet link">Link</button>
        </form>
        <p class="or"><span>or</span></p>
        """);

    private Html Choice(string page) => Html.Of($"""
        <nav class="choice" aria-label="Ways to pay">
        {Html.Join(Methods.Select(m => Html.Of($"""<a href="{page}?method={m}"{Html.When(m == Method, $" aria-current=\"true\"")}>{MethodName(m)}</a>""")))}
        </nav>
        """);

    private Html CardFields() => Html.Of($"""
        <h2 class="quiet">Card{Brands()}</h2>
        {Show(new("email", "E-mail for the receipt", "email") { Type = "email", Required = false })}
        <fieldset>
        <legend>Card</legend>
        {Show(new("number", "Card number", "cc-number") { Placeholder = "1234 1234 1234 1234", Longest = 23, Numeric = true, Suffix = Brand() })}
        <div class="pair">
        {Show(new("expiry", "Expiry (MM / YY)", "cc-exp") { Placeholder = "MM / YY", Longest = 9, Numeric = true })}
        {Show(new("cvc", "Security code (CVC)", "cc-csc") { Placeholder = "CVC", Longest = 4, Numeric = true })}
        </div>
        </fieldset>
        {Show(new("name", "Name on the card", "cc-name"))}
        """);

    private Html BankFields() => Html.Of($"""
        <h2 class="quiet">{MethodName(Method)}</h2>
        {Show(new("email", "E-mail for the bank's answer", "email") { Type = "email" })}
        {Show(new("name", "Name of the account's owner", "name"))}
        {(Method == "sepa_debit"
            ? Show(new("iban", "IBAN", "off") { Placeholder = "DE89 3704 0044 0532 0130 00", Longest = 42 })
            : Html.Of($"""
                <div class="pair">
                {Show(new("routing", "Routing number", "off") { Placeholder = "110000000", Longest = 9, Numeric = true })}
                {Show(new("account", "Account number", "off") { Placeholder = "000123456789", Longest = 17, Numeric = true })}
                </div>
                """))}
        """);

    private Html Show(Field field) => field.Render(Values.GetValueOrDefault(field.Name), Problems.GetValueOrDefault(field.Name));

    private static Html Brands() => Html.Of($"""
        <span class="brands" aria-hidden="true">{Html.Join(new[] { "Visa", "Mastercard", "Amex", "Discover", "JCB" }.Select(b => Html.Of($"<span>{b}</span>")))}</span>
        """);

    private string? Brand() => TestCards.ByNumber(Values.GetValueOrDefault("number", string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal))?.BrandName;

    private static IEnumerable<(string Field, string Value)> Filling(TestMeans means) => means switch
    {
        TestCard card => [("number", card.Display), ("expiry", "12 / 34"), ("cvc", card.Brand == "amex" ? "1234" : "123")],
        TestAccount { IsSepa: true } account => [("iban", account.Number)],
        _ => [("routing", TestAccount.UsRouting), ("account", means.Number)],
    };

    private static string MethodName(string method) => method switch
    {
        "us_bank_account" => "US bank account",
        "sepa_debit" => "SEPA debit",
        _ => "Card",
    };
}
