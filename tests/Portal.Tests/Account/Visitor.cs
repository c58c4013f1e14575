using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Portal.Tests.Account;

/// <summary>Somebody with a browser: keeps cookies, follows links and fills in forms as they stand on the page.</summary>
public sealed class Visitor(AccountHost host)
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    private HttpClient Http => _http ??= new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = host.Address };

    public IReadOnlyList<Cookie> Cookies => _cookies.GetCookies(host.Address).ToList<Cookie>();

    /// <summary>Another browser that got hold of this one's cookies.</summary>
    public Visitor Copy()
    {
        var copy = new Visitor(host);
        foreach (var cookie in Cookies)
            copy._cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", cookie.Domain));
        return copy;
    }

    /// <summary>One request; redirects are not followed.</summary>
    public async Task<Page> Ask(string path) => await Page.Read(await Http.GetAsync(path));

    /// <summary>Opens a page as a browser does, through the redirects that lead to an account page; any other is the answer.</summary>
    public async Task<Page> Open(string path) => await Follow(await Ask(path));

    /// <summary>Fills in the form with this name and sends it; answers the page it leads to.</summary>
    public async Task<Page> Submit(Page page, string form, params (string Name, string Value)[] fields) => await Follow(await Send(page, form, fields));

    /// <summary>As <see cref="Submit"/>, without following.</summary>
    public async Task<Page> Send(Page page, string form, params (string Name, string Value)[] fields)
    {
        var element = page.Forms.FirstOrDefault(f => f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == form || (f.GetAttribute("action") ?? "").EndsWith(form, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The page has no form '{form}':\n{page.Text}");
        var values = element.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        foreach (var (name, value) in fields)
            values[name] = value;
        var action = element.GetAttribute("action") is { Length: > 0 } named ? new Uri(host.Address, named) : page.Address;
        return await Page.Read(await Http.PostAsync(action, new FormUrlEncodedContent(values)));
    }

    public async Task<Page> SignIn(string email, string password, string path = "/account/sign-in") =>
        await Submit(await Open(path), "sign-in", ("Input.Email", email), ("Input.Password", password));

    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) =>
        Http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    private async Task<Page> Follow(Page page)
    {
        for (var hops = 0; page.Location is { } to && to.Authority == host.Address.Authority && to.AbsolutePath.StartsWith("/account", StringComparison.Ordinal) && hops < 5; hops++)
            page = await Page.Read(await Http.GetAsync(page.Location));
        return page;
    }
}

/// <summary>What came back.</summary>
public sealed partial record Page(Uri Address, HttpStatusCode Status, Uri? Location, IHtmlDocument Document)
{
    public static async Task<Page> Read(HttpResponseMessage answer)
    {
        var asked = answer.RequestMessage!.RequestUri!;
        var location = answer.Headers.Location is { } to ? new Uri(asked, to) : null;
        return new Page(asked, answer.StatusCode, location, await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync()));
    }

    public IEnumerable<IElement> Forms => Document.QuerySelectorAll("form");

    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>What a person reads, in one line.</summary>
    public string Text => Spaces().Replace(Document.Body?.TextContent ?? "", " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
