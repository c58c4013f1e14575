using Microsoft.Playwright;

namespace Portal.Browser.Fixture;

/// <summary>A person of the demo data.</summary>
public sealed record SignIn(string Email, string Password)
{
    public static SignIn Owner { get; } = new("owner@demo.example", "demo");
}
