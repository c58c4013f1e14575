using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>The tests as a program: <c>dotnet run --project tests/Portal.Browser -- pictures docs/pictures</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is not ["pictures", var folder])
        {
            await Console.Error.WriteLineAsync("usage: pictures FOLDER");
            return 64;
        }

        var browser = new BrowserFixture();
        try
        {
            await browser.InitializeAsync();
            foreach (var picture in await Pictures.Take(browser, folder)) Console.WriteLine(picture);
            return 0;
        }
        finally
        {
            await browser.DisposeAsync();
        }
    }
}
