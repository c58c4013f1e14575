namespace Stripe.Sandbox.Pages;

/// <summary>What surrounds every hosted page: the banner that says what this is.</summary>
internal static class Frame
{
    public static Html Page(string title, Html content) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{title}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/assets/sandbox.css">
        </head>
        <body>
        <header class="banner">
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="5.5"/><path d="M8 7.5v3.2M8 5.3v.1"/></svg>
        <p><strong>Sandbox.</strong> This is a stand-in for Stripe. No card is charged and no money moves.</p>
        </header>
        {content}
        </body>
        </html>
        """);

    /// <summary>A page that only says something and shows one way on.</summary>
    public static Html Notice(string title, string text, string? link, string linkText) => Page(title, Html.Of($"""
        <main class="single">
        <section class="panel">
        <h1>{title}</h1>
        <p>{text}</p>
        {Html.When(link is not null, $"""<p><a class="button" href="{link}">{linkText}</a></p>""")}
        </section>
        </main>
        """));
}
