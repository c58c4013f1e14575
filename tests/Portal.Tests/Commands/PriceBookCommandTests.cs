using BillingPortal.Portal;
using BillingPortal.Portal.Commands;

namespace Portal.Tests.Commands;

public sealed class PriceBookCommandTests
{
    public static TheoryData<string> Shipped => new(PortalServices.PriceBookFiles());

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Check_AShippedBook_IsInOrder(string file)
    {
        var (exit, said) = Check(file);

        Assert.Equal(ExitCode.Ok, exit);
        Assert.Contains("is in order", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TwoFaults_NamesBothByPathAndReason()
    {
        var file = Path.GetTempFileName();
        try
        {
            var json = File.ReadAllText(PortalServices.PriceBookFiles().First(book => book.EndsWith("koyeb.json", StringComparison.Ordinal)));
            File.WriteAllText(file, json
                .Replace("\"cool_down_minutes\": 5", "\"cool_down_minutes\": -5", StringComparison.Ordinal)
                .Replace("\"second\": \"0.000001\"", "\"second\": \"cheap\"", StringComparison.Ordinal));

            var (exit, said) = Check(file);

            Assert.Equal(ExitCode.Found, exit);
            Assert.Contains("$.plan_changes.cool_down_minutes", said, StringComparison.Ordinal);
            Assert.Contains("$.meters[0].lines[1].prices.second", said, StringComparison.Ordinal);
            Assert.EndsWith($"2 faults.{Environment.NewLine}", said, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Check_AMissingFile_IsBadInput() => Assert.Equal(ExitCode.BadInput, Check(Path.Combine(Path.GetTempPath(), "no-such-book.json")).Exit);

    private static (int Exit, string Said) Check(string file)
    {
        using var output = new StringWriter();
        var exit = PriceBookCommand.Check(new FileInfo(file), output, TextWriter.Null);
        return (exit, output.ToString());
    }
}
