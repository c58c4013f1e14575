using Billing.Metering;
using Billing.PriceBooks;
using Billing.Service.Flows.Invoices;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>What was used against what was asked for it: seconds of what ran, and, when everything has been invoiced, the lines of all documents.</summary>
internal static class UsageReconciliation
{
    /// <summary>Nothing is metered longer than its owner let it run.</summary>
    public static void Resources(YearWorld world, DailyAudit daily)
    {
        foreach (var customer in world.Customers)
        {
            foreach (var resource in customer.Resources.Concat(customer.Gone))
            {
                var metered = daily.Metered.GetValueOrDefault(resource.Name);
                var most = customer.Book.Resources!.Charge == ResourceCharge.SecondInArrears
                    ? resource.Seconds(world.Now) + resource.Starts
                    : resource.StartedHours(world.Now) * 3_600;
                YearWorld.Must(metered <= most * resource.Instances, $"{customer}: {resource.Name} ran at most {most} s, {resource.Instances} of them, and {metered} s were metered");
            }
        }
    }

    /// <summary>Every line of every invoice together is the exact price of all usage, but for the rounding of each line.</summary>
    public static void Lines(YearWorld world)
    {
        using var log = new BillingLog(world.House.BillingFile);
        using var moment = log.Begin();
        var postpaid = world.Customers.Where(customer => customer.IsPostpaid).ToDictionary(customer => customer.Number);
        var exact = new Dictionary<(int Account, string Code), Fraction>();
        foreach (var usage in log.Usage(0, long.MaxValue).Where(usage => usage.Status == UsageStatus.Success && postpaid.ContainsKey(usage.Account)))
        {
            var line = postpaid[usage.Account].Book.Line(usage.PriceLine);
            if (line.Announced) continue;
            var key = (usage.Account, line.Model ?? line.Meter);
            exact[key] = exact.GetValueOrDefault(key) + line.UnitPrice!.Value * line.CountOf(usage.Quantities) * Asset.UnitsPerWhole;
        }

        var invoiced = log.Db.Invoices.AsEnumerable().Where(row => row.Kind == InvoiceKind.Invoice)
            .SelectMany(row => InvoiceDocument.Read(row.Document).Lines.Where(line => line.Kind is LineKind.Usage or LineKind.Adjustment).Select(line => (row.Account, line.Code, line.Amount)))
            .ToLookup(line => (line.Account, line.Code), line => line.Amount);
        foreach (var (key, price) in exact)
        {
            // Half a step a line, for this month's and the late ones, of a year and what lies around it.
            var slack = Fraction.Of(postpaid[key.Account].Book.Invoicing.Rounding.StepUnits, 2) * (2 * 16);
            var difference = price - invoiced[key].Sum();
            YearWorld.Must(
                difference <= slack && -difference <= slack,
                $"{postpaid[key.Account]}: {key.Code} was used for {price.ToDecimalText(2)} units, and {invoiced[key].Sum()} stand on invoices");
        }
    }
}
