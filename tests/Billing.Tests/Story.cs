namespace Billing.Tests;

/// <summary>
/// A table that tells a story: one line per instant, cells between bars, the first two or three say what happens and the
/// rest what comes of it. A changed figure fails with the whole table.
/// </summary>
internal static class Story
{
    /// <param name="given">How many cells of a line are given; the others are answered.</param>
    public static void Tell(string story, int given, Func<string[], IEnumerable<string>> answer)
    {
        var lines = story.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.Equal(lines.Select(Line), lines.Select(cells => Line([.. cells[..given], .. answer(cells[..given])])).ToList());
    }

    private static string Line(string[] cells) => string.Join(" | ", cells);
}
