namespace Portal.Browser.Fixture;

/// <summary>How a page is looked at: every page is tested in all three.</summary>
public enum Look
{
    Light,
    Dark,
    Phone,
}
