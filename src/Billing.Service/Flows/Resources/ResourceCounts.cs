using Billing.PriceBooks;
using Billing.Service.Metering;

namespace Billing.Service.Flows.Resources;

/// <summary>What an account's resources count against its plan: instances of sizes without a price, and of those with one (KO-12, KO-14).</summary>
internal static class ResourceCounts
{
    /// <summary>The feature a size counts against; null for none.</summary>
    public static string? FeatureOf(PriceBook book, string size) =>
        ResourceUse.Price(book, size, ResourceUse.SecondsPerHour) == 0 ? book.Resources!.FreeSizes : book.Resources!.PaidSizes;

    /// <summary>Instances that exist, by feature.</summary>
    public static ILookup<string?, int> Of(WriteScope scope, int account, PriceBook book) =>
        (book.Resources is null ? [] : scope.Db.Resources.Where(row => row.Account == account && row.DeletedAt == null).AsEnumerable())
        .ToLookup(row => FeatureOf(book, row.Size), row => row.Instances);
}
