using System.Text.RegularExpressions;

namespace HouseRules.Tests.Rules;

public sealed partial class NothingComesFromOutside : IHouseRule
{
    public string Sentence =>
        "The portal runs offline: no address of another host in src/ and wwwroot/ (loopback, example domains, XML names, and Stripe's API host in its client excepted).";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files) =>
        files.Where(f => f.IsUnder("src/", "wwwroot/")).SelectMany(f => f.Matches(f.IsUnder("src/Stripe/") ? OutsideButStripe() : Outside()));

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new("src/Portal/Pages/A.razor", "<script src=\"https://cdn.acme.net/a.js\"></script>")],
        [new("wwwroot/css/a.css", "@import url(//fonts.acme.net/a.css);")],
        [new("src/Portal/A.cs", "string s = \"http://acme.net\";")],
        [new("wwwroot/js/a.js", "fetch('https://acme.net')")],
        [new("src/Portal/A.cs", "string s = \"https://api.stripe.com\";")],
        [new("src/Stripe/StripeClient.cs", "string s = \"https://api.stripe.com.acme.net\";")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        [new("src/Portal/A.cs", "string s = \"http://127.0.0.1:5080\"; // http://localhost, https://portal.example/x, $\"https://{host}/\", https://docs.example.com")],
        [new("src/Stripe/StripeClient.cs", "string s = \"https://api.stripe.com\";")],
        [new("src/Portal/Pages/A.razor", "<svg xmlns=\"http://www.w3.org/2000/svg\">")],
    ];

    private const string OurOwn = @"127\.0\.0\.1|localhost|\[::1\]|([\w-]+\.)*example(\.(com|org|net))?([/:""'\s)]|$)|www\.w3\.org/";

    [GeneratedRegex($@"(?i)(https?:|[""'(=])//(?!{OurOwn})[\w-]+\.[a-z]{{2}}[\w.-]*")]
    private static partial Regex Outside();

    [GeneratedRegex($@"(?i)(https?:|[""'(=])//(?!{OurOwn}|(api|files|connect|meter-events)\.stripe\.com[/""])[\w-]+\.[a-z]{{2}}[\w.-]*")]
    private static partial Regex OutsideButStripe();
}
