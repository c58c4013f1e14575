using Billing.Service.Access;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.Cards;

/// <summary>Whether the provider has pages of its own for customers: the local one has none.</summary>
public sealed record SelfService(bool IsOffered);

/// <summary>Opens the provider's own pages for a customer (KO-34). The address lives for minutes, so it is made when it is asked for.</summary>
public sealed class OpenSelfService(BillingReader reader, Writer writer, IMemberships memberships, ICardGateway cards, PortalAddress address, SelfService offer)
{
    public async Task<Outcome<string>> Run(Actor actor, AccountId account, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var number = writer.Find(account)!.Account;
        await using var db = reader.OpenContext();
        if (!offer.IsOffered || await db.Customers.SingleOrDefaultAsync(row => row.Account == number && row.DeletedAt == null, cancel) is not { } customer)
            return new Refusal("not_offered", "There is nothing to manage there yet.");
        return await cards.OpenSelfService(customer.GatewayCustomer, address.Absolute("/billing/payment-methods"), cancel) switch
        {
            GatewayAnswer<string>.Done done => done.Value,
            GatewayAnswer<string>.Refused => new Refusal("not_offered", "The provider's page could not be opened."),
            _ => Customers.NoAnswer,
        };
    }
}
