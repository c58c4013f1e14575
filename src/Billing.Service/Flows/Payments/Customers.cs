using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.Payments;

/// <summary>
/// The payment provider's customer of an account: made when it is first needed, then remembered. One that was deleted
/// there is followed by the next generation, under a key of its own (F20).
/// </summary>
public sealed class Customers(Writer writer, BillingReader reader, IMemberships memberships, IPaymentGateway gateway)
{
    /// <param name="mail">For the provider's record of a new customer.</param>
    public async Task<Outcome<string>> Of(AccountId account, string mail, CancellationToken cancel)
    {
        var number = writer.Find(account)!.Account;
        var generation = 0;
        await using (var db = reader.OpenContext())
        {
            if (await db.Customers.FirstOrDefaultAsync(c => c.Account == number, cancel) is { } known)
            {
                if (known.DeletedAt is null) return known.GatewayCustomer;
                generation = known.Generation + 1;
            }
        }

        var name = (await memberships.OrganisationOf(account, cancel))?.Name ?? account.ToString();
        var key = $"customer:{account}:{generation}";
        var wanted = new NewCustomer(account, name, mail);
        var answer = await gateway.CreateCustomer(wanted, key, cancel);
        // Asked for before by another mail or name, and the answer was lost: that customer has no card and pays nothing, so another one does no harm.
        if (answer is GatewayAnswer<string>.Refused { Code: "idempotency_error" })
            answer = await gateway.CreateCustomer(wanted, $"{key}:{Convert.ToHexStringLower(RequestHash.Of(name, mail))}", cancel);
        return answer switch
        {
            GatewayAnswer<string>.Done done => await writer.Run(scope => Remember(scope, number, generation, done.Value), cancel),
            GatewayAnswer<string>.Unknown => NoAnswer,
            _ => new Refusal("payment_page_unavailable", "The payment page could not be opened. Nothing was charged."),
        };
    }

    private static Outcome<string> Remember(WriteScope scope, int account, int generation, string customer)
    {
        if (scope.Db.Customers.FirstOrDefault(c => c.Account == account) is not { } known)
        {
            scope.Db.Customers.Add(new CustomerRow { Account = account, GatewayCustomer = customer, Generation = generation });
            return customer;
        }

        if (known.DeletedAt is not null && known.Generation < generation)
            (known.GatewayCustomer, known.Generation, known.DeletedAt) = (customer, generation, null);
        return known.GatewayCustomer;
    }

    /// <summary>Nobody knows whether it happened; the same key finds out.</summary>
    internal static readonly Refusal NoAnswer =
        new("checking_with_bank", "The payment provider did not answer. Nothing is lost: press again, it will not charge twice.");
}
