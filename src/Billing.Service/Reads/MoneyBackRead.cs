using Billing.Service.Flows.MoneyBack;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Reads;

/// <summary>Payments with what goes back of them, for the customer and for operators.</summary>
public sealed class MoneyBackRead(Writer writer, BillingReader reader, BillingClock clock)
{
    private const int MostPayments = 12;

    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public async Task<MoneyBackView> Read(AccountId account, CancellationToken cancel)
    {
        var wallet = writer.Find(account) ?? throw new KeyNotFoundException($"The ledger has no account {account}");
        await using var db = reader.OpenContext();
        var payments = await db.Payments.Where(row => row.Account == wallet.Account && row.State != PaymentState.Created && row.State != PaymentState.Expired)
            .OrderByDescending(row => row.Number).Take(MostPayments).ToListAsync(cancel);
        var refunds = await db.Refunds.Where(row => row.Account == wallet.Account).OrderByDescending(row => row.Number).ToListAsync(cancel);
        var paid = await db.Payments.Where(row => row.Account == wallet.Account && refunds.Select(refund => refund.Payment).Contains(row.Number)).ToDictionaryAsync(row => row.Number, cancel);
        return new(
            clock.Now,
            payments.ConvertAll(row => Line(db, wallet, row)),
            refunds.ConvertAll(row => new RefundLine(
                row.Number, paid[row.Payment].Id, new(row.Amount, new Asset(row.Asset)), row.State, paid[row.Payment].Method ?? "your bank", row.Actor, row.Note, row.Failure, row.Created)),
            await Disputes(db, db.Disputes.Where(row => row.Account == wallet.Account), cancel));
    }

    /// <summary>Disputes of all customers that wait for an answer or a decision, the most urgent first.</summary>
    public async Task<IReadOnlyList<DisputeLine>> Undecided(CancellationToken cancel)
    {
        await using var db = reader.OpenContext();
        var open = await Disputes(db, db.Disputes.Where(row => row.State == DisputeState.Inquiry || row.State == DisputeState.Open), cancel);
        return [.. open.OrderBy(line => line.AnswerBy ?? Instant.Latest)];
    }

    private PaymentLine Line(BillingDb db, WalletState wallet, PaymentRow row)
    {
        var standing = new PaymentStanding(db, row, wallet.Asset, writer.Books.At(wallet.PriceBook, row.PaidAt ?? row.Created).Book);
        var disputed = standing.Disputes.Exists(dispute => dispute.State == DisputeState.Open);
        var refundable = row is { State: PaymentState.Paid, GatewayPayment: not null } && standing.Base is not null && !disputed;
        return new(
            row.Id, row.Purpose, row.State, row.PaidAt ?? row.Created, standing.Paid, row.Method, standing.Gone.Money + Asked(standing), disputed,
            refundable ? RefundPayment.Unused(standing, wallet, clock.Now) : null);
    }

    private static Amount Asked(PaymentStanding standing) =>
        new(standing.Refunds.Where(row => row.State == RefundState.Created).Sum(row => row.Amount), standing.Paid.Asset);

    private static async Task<IReadOnlyList<DisputeLine>> Disputes(BillingDb db, IQueryable<DisputeRow> asked, CancellationToken cancel)
    {
        var found = await (from row in asked
                           join payment in db.Payments on row.Payment equals payment.Number
                           join account in db.Accounts on row.Account equals account.Number
                           orderby row.Opened descending
                           select new { row, payment.Id, Account = account.Id, account.Name, Unit = account.Asset }).ToListAsync(cancel);
        return found.ConvertAll(one => new DisputeLine(
            one.row.Dispute, one.Id, one.Account, one.Name, new(one.row.Amount, new Asset(one.row.Asset)), one.row.State, one.row.Reason, one.row.Opened, one.row.AnswerBy,
            new(one.row.Frozen, new Asset(one.Unit))));
    }
}
