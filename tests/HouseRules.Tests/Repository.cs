namespace HouseRules.Tests;

/// <summary>The files of this repository as a builder sees them: nothing built, nothing fetched, nothing git keeps for itself.</summary>
public static class Repository
{
    private static readonly HashSet<string> NotOurs = ["artifacts", ".git", ".vs", ".idea", "data", "_framework", "bin", "obj"];
    private static readonly HashSet<string> Readable =
    [
        ".cs", ".razor", ".css", ".js", ".html", ".svg", ".json", ".md", ".csproj", ".props", ".targets", ".txt", ".sh", ".yml", ".sql", ".sln", "",
    ];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } = [.. Walk(new DirectoryInfo(Root))];

    private static IEnumerable<SourceFile> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(f => Readable.Contains(f.Extension) && f.Name != ".git"))
        {
            var path = Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
            yield return new SourceFile(path, File.ReadAllText(file.FullName));
        }

        foreach (var file in folder.EnumerateDirectories().Where(d => !NotOurs.Contains(d.Name)).SelectMany(Walk))
            yield return file;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BillingPortal.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from a build inside the repository.");
    }
}
