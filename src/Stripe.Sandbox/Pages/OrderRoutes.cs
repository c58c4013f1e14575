using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Resources;

namespace Stripe.Sandbox.Pages;

/// <summary>What the payer adds to the order; each goes back to the page, which shows what came of it.</summary>
internal sealed class OrderRoutes(HostedPages pages)
{
    public static void Map(WebApplication app, HostedPages pages)
    {
        var routes = new OrderRoutes(pages);
        app.MapPost("/c/pay/{id}/promotion", routes.PromotionAsync);
        app.MapPost("/c/pay/{id}/place", routes.PlaceAsync);
    }

    private async Task<IResult> PromotionAsync(HttpContext http, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (pages.Find("checkout.session", id) is null)
            return HostedPages.Nothing();
        pages.Change(state =>
        {
            var session = state.Require("checkout.session", id);
            if (form["remove"].Count > 0)
                CheckoutDiscounts.Remove(state, session);
            else
                CheckoutDiscounts.Enter(state, session, form["code"].ToString().Trim());
            return true;
        });
        return HostedPages.SeeOther($"/c/pay/{id}");
    }

    private async Task<IResult> PlaceAsync(HttpContext http, string id)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (pages.Find("checkout.session", id) is null)
            return HostedPages.Nothing();
        pages.Change(state =>
        {
            CheckoutTaxes.Locate(state, state.Require("checkout.session", id), form["country"].ToString(), form["tax_id"].ToString());
            return true;
        });
        return HostedPages.SeeOther($"/c/pay/{id}");
    }
}
