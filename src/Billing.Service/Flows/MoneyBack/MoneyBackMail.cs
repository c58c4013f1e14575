using Billing.Corrections;
using Billing.Service.Flows.Messages;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.MoneyBack;

/// <summary>What the customer is told when money of a payment goes back, does not arrive, or is disputed.</summary>
internal static class MoneyBackMail
{
    /// <param name="wasAsked">The row was only asked for before: nothing had gone.</param>
    public static void Of(WriteScope scope, PaymentStanding standing, RefundRow row, TakenBack moved, bool wasAsked)
    {
        var money = MoneyFormat.Money(new(row.Amount, new Asset(row.Asset)));
        var to = standing.Payment.Method ?? "your bank";
        switch (row.State)
        {
            case RefundState.Pending or RefundState.Succeeded when wasAsked:
                Write(scope, standing, $"refund:{row.Number}:sent", $"Refund of {money}", $"{money} are on their way to {to}. Banks take 5 to 10 days to show it.", moved);
                break;
            case RefundState.Failed or RefundState.Cancelled when !wasAsked:
                Write(scope, standing, $"refund:{row.Number}:failed", $"Your refund of {money} did not arrive",
                    $"{to} did not take the {money} back. What was taken out of your balance for it is there again; support will find another way.", moved);
                break;
        }
    }

    public static void Of(WriteScope scope, PaymentStanding standing, DisputeRow row)
    {
        var money = MoneyFormat.Money(new(row.Amount, new Asset(row.Asset)));
        var (subject, lead) = row.State switch
        {
            DisputeState.Open => ($"Your bank disputes a payment of {money}", "Until the bank has decided, what is unspent of this payment's credit is kept aside. If you did not mean to dispute it, tell your bank."),
            DisputeState.Lost => ($"Your bank took {money} back", "The dispute is decided: the payment's credit is taken back, and what of it was spent is owed."),
            DisputeState.Won => ($"The dispute of {money} is over", "The payment stands: its credit is yours to spend again."),
            _ => (null, ""),
        };
        if (subject is not null) Write(scope, standing, $"dispute:{row.Dispute}:{row.State}", subject, lead, TakenBack.Nothing(scope.Wallet(row.Account).Asset));
    }

    private static void Write(WriteScope scope, PaymentStanding standing, string key, string subject, string lead, TakenBack moved)
    {
        var wallet = scope.Wallet(standing.Payment.Account);
        var display = scope.BookOf(wallet.Account, scope.Now).Display;
        List<(string Name, string Value)> lines = [];
        Add(moved.Base.IsNegative ? "Returned to your balance" : "Taken out of your balance", moved.FromBase);
        Add(moved.Bonus.IsNegative ? "Returned of the bonus" : "Taken of the bonus", moved.FromBonus);
        Add(moved.Base.IsNegative ? "No longer owed" : "Spent before, and owed now", moved.BaseOwed + moved.BonusOwed);
        lines.Add(("Balance after", MoneyFormat.Text(wallet.BalanceAmount, display)));
        lines.Add(("Payment", standing.Payment.Id.ToString()));
        AccountMail.Write(scope, wallet.Account, key, subject, lead, lines);

        void Add(string name, Amount amount)
        {
            if (!amount.IsZero) lines.Add((name, MoneyFormat.Text(amount.IsNegative ? -amount : amount, display)));
        }
    }
}
