using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;

namespace Stripe.Sandbox.Pages;

/// <summary>The hosted page: what is bought beside how it is paid.</summary>
internal static class CheckoutPage
{
    public static Html Render(JsonObject session, string seller, PayForm form)
    {
        var words = CheckoutWords.For(session, seller);
        var page = $"/c/pay/{session.Text("id")}";
        var back = session.Text("cancel_url");
        return Frame.Page(words.Heading, Html.Of($"""
            <main class="checkout">
            <section class="order" aria-labelledby="order">
            {Html.When(back is not null, $"""<p><a class="back" href="{back}"><span aria-hidden="true">←</span> {words.Back}</a></p>""")}
            {OrderSummary.Render(session, words)}
            {OrderExtras.Render(session, page)}
            </section>
            <div class="pay">
            {(CheckoutCompletion.IsFree(session) ? OrderExtras.Free(page) : Html.Of($"{form.Render(page, words)}{TestMeansTable.Render(form.Method, page)}"))}
            </div>
            </main>
            """));
    }
}
