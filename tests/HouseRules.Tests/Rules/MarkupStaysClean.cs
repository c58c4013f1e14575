using System.Text.RegularExpressions;

namespace HouseRules.Tests.Rules;

public sealed partial class NoRawMarkup : LineRule
{
    public override string Sentence => "Text is encoded by the renderer: no MarkupString, no AddMarkupContent.";
    public override IEnumerable<SourceFile[]> Broken => [Page("@((MarkupString)text)"), [new("src/Portal/A.cs", "x.AddMarkupContent(0, s);")]];
    protected override Regex Pattern => Raw();
    protected override bool Concerns(SourceFile file) => file.IsUnder("src/") && (file.IsRazor || file.IsCSharp);

    [GeneratedRegex(@"\b(MarkupString|AddMarkupContent)\b")]
    private static partial Regex Raw();
}

public sealed partial class NoImportant : LineRule
{
    public override string Sentence => "No !important: a selector that has to shout is the wrong selector.";
    public override IEnumerable<SourceFile[]> Broken => [Sheet(".a { color: red !important; }"), Page("<p style=\"width: 1px !important\">")];
    protected override Regex Pattern => Important();
    protected override bool Concerns(SourceFile file) => IsSheet(file) || IsPage(file);

    [GeneratedRegex(@"!\s*important", RegexOptions.IgnoreCase)]
    private static partial Regex Important();
}

public sealed partial class ColoursAreTokens : LineRule
{
    public override string Sentence => "Colours live in wwwroot/css/tokens.css: no hex or rgb() colour anywhere else.";
    public override IEnumerable<SourceFile[]> Broken =>
    [
        Sheet(".a { color: #0b6b86; }"), Sheet(".a { color: #fff; }"), Page("<rect fill=\"#c00\" />"), Sheet(".a { color: rgb(1 2 3); }"),
        [new("src/Portal/Parts/Charts/Series.cs", "string C = \"#a1b2c3\";")],
    ];

    public override IEnumerable<SourceFile[]> Kept =>
    [
        [new("wwwroot/css/tokens.css", ":root { --ink: #11181b; }")],
        Page("<a href=\"#add\">Add</a> &#8722; invoice #123456"),
        Sheet("#main { color: var(--ink); }"),
    ];

    protected override Regex Pattern => Colour();

    protected override bool Concerns(SourceFile file) =>
        file.Path != "wwwroot/css/tokens.css" && (IsSheet(file) || (file.IsUnder("src/") && (file.IsRazor || file.IsCSharp)));

    [GeneratedRegex(@"(?i)(?<=["":\s,(])(?<!href="")#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})(?=["";\s,)])(?<!#\d{3,8})(?!\s*\{)|\brgba?\(|\bhsla?\(")]
    private static partial Regex Colour();
}

public sealed partial class NoStyleBlocks : LineRule
{
    public override string Sentence => "Style lives in wwwroot/css or a scoped .razor.css: no <style> in a page.";
    public override IEnumerable<SourceFile[]> Broken => [Page("<style>.a{}</style>")];
    protected override Regex Pattern => Block();
    protected override bool Concerns(SourceFile file) => IsPage(file);

    [GeneratedRegex("<style\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Block();
}

public sealed partial class NoFixedInlineStyle : LineRule
{
    public override string Sentence => "An inline style only carries a computed value (style=\"@…\" or one with @ in it); the rest is a class.";
    public override IEnumerable<SourceFile[]> Broken => [Page("<p style=\"margin: 0\">")];
    public override IEnumerable<SourceFile[]> Kept => [Page("<p style=\"width: @Width\">"), Page("<p style=\"@Style\">")];
    protected override Regex Pattern => Fixed();
    protected override bool Concerns(SourceFile file) => IsPage(file);

    [GeneratedRegex("\\bstyle=\"[^\"@]+\"", RegexOptions.IgnoreCase)]
    private static partial Regex Fixed();
}

public sealed partial class NoInlineHandlers : LineRule
{
    public override string Sentence => "No inline on… handlers and no javascript: links, so that the content policy can forbid inline script.";
    public override IEnumerable<SourceFile[]> Broken => [Page("<a onclick=\"go()\">"), Page("<a href=\"javascript:go()\">")];
    public override IEnumerable<SourceFile[]> Kept => [Page("<button @onclick=\"Go\" OnClick=\"Go\">")];
    protected override Regex Pattern => Handler();
    protected override bool Concerns(SourceFile file) => IsPage(file) || (file.IsUnder("src/", "wwwroot/") && file.Path.EndsWith(".html", StringComparison.Ordinal));

    [GeneratedRegex("(?<![@\\w-])on[a-z]+=\"|javascript:")]
    private static partial Regex Handler();
}
