using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Audit;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>
/// The audit of a month, when all jobs have run and the bank has answered: the product's own verification, and the
/// ledger against what the outside noted by itself, in both directions.
/// </summary>
internal sealed class Reconciliation(YearWorld world, DailyAudit daily)
{
    public int Audits { get; private set; }

    public void Run()
    {
        Audits++;
        var report = LedgerVerification.Run(world.House.BillingFile, world.House.BillingFile + ".no-views");
        YearWorld.Must(report.IsSound, $"verify-ledger: {string.Join('\n', report.Violations.Take(5))}");
        using var db = world.House.Ledger.Reader.OpenContext();
        var payments = db.Payments.ToList();
        Money(payments);
        TopUps(db, payments);
        Commands(db);
        Codes(db, payments);
        Time(db);
        Collections(db, payments);
        PlanReconciliation.Run(world, db, payments);
        MoneyBackReconciliation.Run(world, db, payments);
        RefillReconciliation.Run(world, payments);
        UsageReconciliation.Resources(world, daily);
    }

    /// <summary>Every cent that was taken is a paid order of the same amount, and the other way round.</summary>
    private void Money(List<PaymentRow> payments)
    {
        var byOrder = payments.ToDictionary(payment => payment.Id.ToString());
        foreach (var taking in world.House.Bank.Takings)
        {
            var found = byOrder.GetValueOrDefault(taking.Reference);
            YearWorld.Must(
                found is { State: PaymentState.Paid } && found.GatewayPayment == taking.Intent && new Amount(found.Amount, new(found.Asset)) == taking.Amount,
                $"The bank took {taking.Amount} as {taking.Intent}; its order {taking.Reference} is {found?.State}, {found?.GatewayPayment}, {found?.Failure}");
        }

        var taken = world.House.Bank.Takings.Select(taking => taking.Reference).ToHashSet();
        YearWorld.Must(taken.Count == world.House.Bank.Takings.Count, "An order was taken from the card twice");
        foreach (var payment in payments.Where(payment => payment.State == PaymentState.Paid))
            YearWorld.Must(taken.Contains(payment.Id.ToString()), $"Payment {payment.Id} is paid, and the bank took nothing");
    }

    /// <summary>What was bought is what the book's document says one gets for the money.</summary>
    private void TopUps(BillingDb db, List<PaymentRow> payments)
    {
        var grants = db.Grants.Where(grant => grant.CauseKind == CauseKind.Payment).ToLookup(grant => grant.Cause);
        foreach (var payment in payments.Where(payment => payment is { State: PaymentState.Paid, Purpose: PaymentPurpose.TopUp or PaymentPurpose.Refill }))
        {
            var book = world.Customers.Single(customer => customer.Number == payment.Account).Book;
            var bought = Fraction.Of(payment.Amount, 1) * book.Wallet.UnitsPerCurrency;
            var tier = book.TopUp!.Tiers.Where(tier => tier.From.Units <= payment.Amount).MaxBy(tier => tier.From.Units);
            var bonus = tier is null ? 0 : book.TopUp.BonusRounding.ToUnits(bought * tier.Rate / Asset.UnitsPerWhole);
            var got = grants[payment.Number].ToLookup(grant => grant.Kind);
            YearWorld.Must(
                got[GrantKind.Topup].Sum(grant => grant.Amount) == bought && got[GrantKind.Bonus].Sum(grant => grant.Amount) == bonus,
                $"Payment {payment.Id} of {payment.Amount} bought {string.Join(", ", grants[payment.Number].Select(grant => $"{grant.Kind} {grant.Amount}"))}, not {bought} and {bonus}");
        }
    }

    /// <summary>Each key happened once, and moved what was asked.</summary>
    private void Commands(BillingDb db)
    {
        var corrections = db.Commands.Where(command => command.Kind == "manual_adjust").ToDictionary(command => command.Key);
        YearWorld.Must(corrections.Count == world.Notes.Corrections.Count, $"{corrections.Count} corrections are booked, {world.Notes.Corrections.Count} were answered");
        foreach (var (key, (_, amount)) in world.Notes.Corrections)
        {
            var booked = daily.ByCause.GetValueOrDefault((CauseKind.Command, corrections[$"correction:{key}"].Number));
            YearWorld.Must(booked == amount, $"Correction {key} of {amount} moved {booked}");
        }
    }

    /// <summary>No code beyond its uses; a use that waits for a payment has one that is open.</summary>
    private void Codes(BillingDb db, List<PaymentRow> payments)
    {
        var uses = db.Redemptions.ToList();
        foreach (var customer in world.Customers)
        {
            foreach (var coupon in customer.Book.Coupons)
            {
                var used = uses.Where(use => use.Code == coupon.Code && use.State == RedemptionState.Used).ToList();
                YearWorld.Must(coupon.UsesMax is not { } most || used.Count <= most, $"{coupon.Code} was used {used.Count} times");
                YearWorld.Must(!coupon.OncePerAccount || used.Count(use => use.Account == customer.Number) <= 1, $"{customer} used {coupon.Code} twice");
            }
        }

        YearWorld.Must(world.House.Bank.Held.Count == 0, $"{world.House.Bank.Held.Count} holds on cards were left");
        var open = payments.Where(payment => payment.State is PaymentState.Created or PaymentState.Pending).Select(payment => payment.Subject).ToHashSet();
        foreach (var use in uses.Where(use => use is { State: RedemptionState.Held, HeldUntil: null }))
            YearWorld.Must(open.Contains(use.Purchase), $"A use of {use.Code} is held for {use.Purchase}, which nobody pays any more");
        foreach (var (account, code, credits) in world.Notes.Redeemed)
        {
            var number = world.Customers.Single(customer => customer.Id == account).Number;
            YearWorld.Must(uses.Count(use => use.Account == number && use.Code == code && use.Purchase is null && use.Credits == credits) == 1, $"{code} was answered once with {credits}, and is not noted so");
        }
    }

    /// <summary>Nothing that is due is left lying.</summary>
    private void Time(BillingDb db)
    {
        var now = world.Now;
        foreach (var grant in db.Grants.Where(grant => grant.ExpiresAt <= now))
            YearWorld.Must(daily.Rests.GetValueOrDefault(grant.Number) == 0, $"Grant {grant.Number} lapsed at {grant.ExpiresAt} and still holds {daily.Rests[grant.Number]}");
        YearWorld.Must(world.House.Ledger.Writer.Due(now).Count == 0, "Accounts are still due after the jobs");
        foreach (var twice in db.Grants.Where(grant => grant.Kind == GrantKind.Included).AsEnumerable().GroupBy(grant => (grant.Account, grant.GrantedAt)).Where(same => same.Count() > 1))
            YearWorld.Must(false, $"Account {twice.Key.Account} got {twice.Count()} allowances for the month from {twice.Key.GrantedAt}");
    }

    /// <summary>An invoice is paid by one charge of what it asked, or by nothing.</summary>
    private static void Collections(BillingDb db, List<PaymentRow> payments)
    {
        var invoices = db.Invoices.OrderBy(row => row.Number).ToList();
        for (var i = 0; i < invoices.Count; i++) YearWorld.Must(invoices[i].Number == i + 1, $"Document {invoices[i].Number} is the {i + 1}th");
        foreach (var paid in payments.Where(payment => payment is { State: PaymentState.Paid, Purpose: PaymentPurpose.Invoice }).GroupBy(payment => payment.Subject))
        {
            var invoice = invoices.Single(row => row.Number == long.Parse(paid.Key!, System.Globalization.CultureInfo.InvariantCulture));
            YearWorld.Must(paid.Count() == 1 && paid.Single().Amount <= invoice.Due, $"Invoice {invoice.Number} of {invoice.Due} was paid by {string.Join(" and ", paid.Select(payment => payment.Amount))}");
        }
    }
}
