namespace BillingPortal.Portal.Parts;

/// <summary>How many days a balance lasts, as people say it. Beyond ten years the pace of two weeks tells nothing, so no figure does either.</summary>
public static class RunwayText
{
    private const int TenYears = 3_652;

    /// <summary>The end is too far off to name a day.</summary>
    public static bool IsFar(int days) => days > TenYears;

    /// <summary>"1 day", "139 days", "10+ years".</summary>
    public static string Long(int days) => days switch
    {
        > TenYears => "10+ years",
        1 => "1 day",
        _ => $"{CountText.Of(days)} days",
    };

    /// <summary>"139 d", "10+ y".</summary>
    public static string Short(int days) => IsFar(days) ? "10+ y" : $"{CountText.Of(days)} d";
}
