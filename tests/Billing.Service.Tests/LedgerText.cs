using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Billing.Ledger;
using Billing.Units;

namespace Billing.Service.Tests;

/// <summary>A ledger's entries as a table that an accountant reads.</summary>
internal static class LedgerText
{
    public static string Of(TestLedger ledger, AccountId account)
    {
        var wallet = ledger.Writer.Find(account)!;
        var text = new StringBuilder("no | type    | grant |       amount |        after | occurred             | recorded\n");
        foreach (var e in ledger.Entries().Select(stored => stored.Entry).Where(entry => entry.Account == wallet.Account))
        {
            string Figure(long units) => new Amount(units, wallet.Asset).ToDecimalText();
            text.Append(CultureInfo.InvariantCulture, $"{e.Number,2} | {e.Type.Name(),-7} | {e.Grant,5} | {Figure(e.Amount),12} | {Figure(e.BalanceAfter),12} | {e.Occurred,-20} | {e.Recorded}\n");
        }

        return text.ToString();
    }
}

/// <summary>Price books of a test's own, made of the shipped ones.</summary>
internal static class OwnBook
{
    /// <summary>The shipped books, but no plan begins with credit: for wallets that begin with nothing.</summary>
    public static IReadOnlyList<string> NoStarter { get; } = [.. TestLedger.PriceBooks.Select(WithoutStarter)];

    /// <summary>The shipped books, but the portal collects every plan.</summary>
    public static IReadOnlyList<string> CollectedByThePortal { get; } =
        [.. TestLedger.PriceBooks.Select(file => Changed(file, "by-portal", book => book["plan_changes"]?.AsObject().Remove("collection")))];

    /// <summary>The shipped books, but where that is possible the provider's subscription collects every plan.</summary>
    public static IReadOnlyList<string> CollectedByTheProvider { get; } = [.. TestLedger.PriceBooks.Select(file => Changed(file, "by-provider", book =>
    {
        if (book["plan_changes"] is JsonObject rules && rules["period"]!.GetValue<string>() == "anniversary") rules["collection"] = "subscription";
    }))];

    private static string WithoutStarter(string file) => Changed(file, "no-starter", book =>
    {
        foreach (var plan in book["plans"]?.AsArray() ?? []) plan!.AsObject().Remove("starter");
    });

    private static string Changed(string file, string folder, Action<JsonObject> change)
    {
        var document = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(document);
        var copy = Path.Combine(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, folder)).FullName, Path.GetFileName(file));
        File.WriteAllText(copy, document.ToJsonString());
        return copy;
    }

    /// <summary>The shipped books and one with something changed, as files.</summary>
    public static IReadOnlyList<string> Beside(string folder, string from, Action<JsonObject> change, params Action<JsonObject>[] others)
    {
        var files = new List<string>(TestLedger.PriceBooks);
        foreach (var edit in others.Prepend(change))
        {
            var document = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "pricebooks", from + ".json")))!.AsObject();
            edit(document);
            var file = Path.Combine(folder, $"book-{files.Count}.json");
            File.WriteAllText(file, document.ToJsonString());
            files.Add(file);
        }

        return files;
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("own-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
