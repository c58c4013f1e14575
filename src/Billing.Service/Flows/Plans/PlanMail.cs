using System.Globalization;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>What a customer is told of his plan's payments.</summary>
internal static class PlanMail
{
    /// <summary>After each payment; where the book invoices, the invoice says it.</summary>
    public static void Receipt(WriteScope scope, PaymentRow payment)
    {
        var book = scope.BookOf(payment.Account, scope.Now);
        if (payment.Amount == 0 || book.Wallet.Funding == PriceBooks.FundingMode.Postpaid) return;
        var subscription = Subscription.Of(scope, payment.Account)!;
        var paid = Text(scope, payment);
        AccountMail.Write(scope, payment.Account, $"receipt:{payment.Id}", $"Receipt: {paid} to {book.Name}", "Thank you. Your payment has arrived.",
        [
            ("Plan", $"{subscription.Plan.Name}, {Day(subscription.Row.PeriodStart)} to {Day(subscription.Row.PeriodEnd)}"),
            ("Paid", paid + (payment.Method is { } method ? $", {method}" : "")),
            ("Payment", payment.Id.ToString()),
        ]);
    }

    /// <param name="attempt">Names the attempt: it is told once.</param>
    public static void RenewalFailed(WriteScope scope, SubscriptionRow row, string attempt, Amount due, string? failure)
    {
        var book = scope.BookOf(row.Account, scope.Now);
        var plan = book.Plan(row.Plan)!.Name;
        List<(string, string)> lines = [("Plan", plan), ("Due", MoneyFormat.Text(due, book.Display)), ("Failed", Day(row.FailedAt!.Value))];
        if (row.NextAttempt is { } next) lines.Add(("Tried again", Day(next)));
        AccountMail.Write(scope, row.Account, $"renewal-failed:{attempt}", $"{plan} could not be renewed",
            $"{BankWords.Of(failure)} Nothing is lost yet: save another card, or pay now on the plan page.", lines);
    }

    public static void PaidTooLate(WriteScope scope, PaymentRow payment) =>
        AccountMail.Write(scope, payment.Account, $"late-renewal:{payment.Id}", "A renewal was paid after the plan had ended",
            "Your payment arrived when the plan was over, so nothing was added for it. It has been noted, and you will hear from us.",
            [("Paid", Text(scope, payment)), ("Payment", payment.Id.ToString())]);

    /// <summary>The provider's subscription is over.</summary>
    public static void Ended(WriteScope scope, int account, string plan, Instant until)
    {
        var over = until <= scope.Now;
        AccountMail.Write(scope, account, string.Create(CultureInfo.InvariantCulture, $"plan-ended:{account}:{scope.Now.Micros}"), $"{plan} {(over ? "has ended" : "ends")}",
            over ? "The subscription is over. What you bought stays." : "The subscription is not renewed. Everything it allows stays until then, and what you bought stays after it.",
            [("Plan", plan), ("Until", Day(over ? scope.Now : until))]);
    }

    private static string Text(WriteScope scope, PaymentRow payment) =>
        MoneyFormat.Text(new(payment.Amount, new Asset(payment.Asset)), scope.BookOf(payment.Account, scope.Now).Display);

    private static string Day(Instant at) => at.ToDateTimeOffset().ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
