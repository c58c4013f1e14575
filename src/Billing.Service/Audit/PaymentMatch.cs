using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Storage;

namespace Billing.Service.Audit;

/// <summary>Paid value enters only by a verified payment, and every one of them is granted once.</summary>
internal static class PaymentMatch
{
    public static IEnumerable<string> Of(BillingDb db, IEnumerable<GrantRow> grants, Func<int, string> nameOf)
    {
        var payments = db.Payments.ToDictionary(payment => payment.Number);
        var granted = new Dictionary<(long Payment, GrantKind Kind), GrantRow>();
        foreach (var grant in grants.OrderBy(grant => grant.Number))
        {
            var name = $"{nameOf(grant.Account)}, grant {grant.Number}";
            if (grant.CauseKind != CauseKind.Payment)
            {
                if (grant.Kind.Class() == GrantClass.Paid) yield return $"{name}: it is paid credit without a payment";
                continue;
            }

            if (!payments.TryGetValue(grant.Cause, out var payment)) yield return $"{name}: it names payment {grant.Cause}, which does not exist";
            else if (payment.Account != grant.Account) yield return $"{name}: it names payment {payment.Id} of another account";
            else if (payment.State != PaymentState.Paid) yield return $"{name}: its payment {payment.Id} is {payment.State}, not paid";
            if (!granted.TryAdd((grant.Cause, grant.Kind), grant)) yield return $"{name}: payment {grant.Cause} was granted twice";
        }

        foreach (var payment in payments.Values.Where(payment => payment.State == PaymentState.Paid))
        {
            var name = $"{nameOf(payment.Account)}, payment {payment.Id}";
            if ((granted.GetValueOrDefault((payment.Number, GrantKind.Topup))?.Amount ?? 0) != payment.Base) yield return $"{name}: it is paid, but its credit was not granted";
            if ((granted.GetValueOrDefault((payment.Number, GrantKind.Bonus))?.Amount ?? 0) != payment.Bonus) yield return $"{name}: it is paid, but its bonus was not granted";
        }
    }
}
