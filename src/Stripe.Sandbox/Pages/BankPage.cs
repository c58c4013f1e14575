namespace Stripe.Sandbox.Pages;

/// <summary>The card's bank asks its owner to prove who they are (3-D Secure).</summary>
internal static class BankPage
{
    /// <param name="seller">Who asks.</param>
    /// <param name="last4">Of the card.</param>
    /// <param name="amount">As shown to a person; null when the card is only being saved.</param>
    public static Html Render(string seller, string last4, string? amount) => Frame.Page("Confirm with your bank", Html.Of($"""
        <main class="single">
        <section class="panel bank">
        <p class="bank-name"><svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true"><path d="M2 6.500 8 3l6 3.500M3 6.500h10M4 7v5M8 7v5M12 7v5M2.500 13h11"/></svg> Test bank <span class="small">3-D Secure</span></p>
        <h1>Is this you?</h1>
        <dl class="lines">
        <div><dt>Asked by</dt><dd>{seller}</dd></div>
        {Html.When(amount is not null, $"<div><dt>Amount</dt><dd>{amount}</dd></div>")}
        {Html.When(amount is null, $"<div><dt>For</dt><dd>saving the card, nothing is charged</dd></div>")}
        <div><dt>Card</dt><dd>ending in {last4}</dd></div>
        </dl>
        <p>A real bank would show its app or ask for a code here. In the sandbox you choose what it decides.</p>
        <form method="post" class="row">
        <button type="submit" name="decision" value="pass" class="button">Confirm, it is me</button>
        <button type="submit" name="decision" value="fail" class="button secondary">Fail the check</button>
        </form>
        </section>
        </main>
        """));
}
