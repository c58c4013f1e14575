using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Pages;

/// <summary>The pages a payer sees. Plain forms: they work without a script.</summary>
internal sealed class HostedPages(SandboxDatabase database, SandboxClock clock, SandboxOptions options, Action changed)
{
    private static readonly string Style = Read("tokens.css") + Read("sandbox.css");

    public SandboxDatabase Database => database;

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(clock.Now);

    public static void Map(WebApplication app, SandboxDatabase database, SandboxClock clock, SandboxOptions options, Action changed)
    {
        var pages = new HostedPages(database, clock, options, changed);
        CheckoutRoutes.Map(app, pages);
        OrderRoutes.Map(app, pages);
        ChallengeRoutes.Map(app, pages);
        InvoiceRoutes.Map(app, pages);
        PortalRoutes.Map(app, pages);
        app.MapGet("/receipts/{id}", pages.Receipt);
        app.MapGet("/assets/sandbox.css", () => Results.Text(Style, "text/css; charset=utf-8"));
        app.MapGet("/", () => Show(Frame.Notice("Stripe sandbox", "A local stand-in for Stripe's API and its hosted pages. It answers to test keys only.", null, string.Empty)));
    }

    /// <summary>Changes something, and lets the webhooks of it go out.</summary>
    public T Change<T>(Func<State, T> change)
    {
        var result = database.Run(change);
        changed();
        return result;
    }

    public JsonObject? Find(string kind, string id) =>
        database.Run(state => state.Objects.Find(id)) is { } found && found.Text("object") == kind ? found : null;

    public string Seller(JsonObject? session = null) => session?.Text("_seller") ?? options.SellerName;

    public static IResult Show(Html page, int status = StatusCodes.Status200OK) => new PageResult(page, status);

    /// <summary>303: whatever the method was, the browser goes on with GET.</summary>
    public static IResult SeeOther(string url) => new SeeOtherResult(url);

    public static IResult Nothing() => Show(
        Frame.Notice("There is no such page", "The address may be incomplete, or the sandbox was emptied.", null, string.Empty), StatusCodes.Status404NotFound);

    private IResult Receipt(string id) => Find("charge", id) is { } charge ? Show(ReceiptPage.Render(charge, options.SellerName)) : Nothing();

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
