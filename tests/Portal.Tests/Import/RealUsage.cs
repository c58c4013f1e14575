namespace Portal.Tests.Import;

/// <summary>An hour of a production chat service (Azure LLM inference trace 2023, CC-BY 4.0). It is not part of the repository.</summary>
public static class RealUsage
{
    /// <summary>The trace beside the checkout; null where it is not.</summary>
    public static string? File { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "azure-llm-conv-2023.csv");
            if (System.IO.File.Exists(candidate)) return candidate;
        }

        return null;
    }
}

/// <summary>Skips, and says why, where the trace is missing.</summary>
public sealed class RealUsageFactAttribute : FactAttribute
{
    public RealUsageFactAttribute()
    {
        if (RealUsage.File is null) Skip = "shared/data/azure-llm-conv-2023.csv does not stand beside the checkout";
    }
}
