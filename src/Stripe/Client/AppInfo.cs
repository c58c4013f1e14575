namespace Stripe;

/// <summary>Names the program in the user agent.</summary>
public class AppInfo
{
    public string Name { get; set; }

    public string Version { get; set; }
}
