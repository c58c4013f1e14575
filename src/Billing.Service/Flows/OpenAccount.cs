using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows;

/// <summary>Which price book a new organisation gets.</summary>
/// <param name="PriceBook">Id of a published book.</param>
public sealed record NewAccounts(string PriceBook);

/// <summary>Opens an organisation's billing account on the seller's price book. One that is open stays as it is.</summary>
public sealed class OpenAccount(Writer writer, NewAccounts terms) : IOpenAccount
{
    public Task Open(AccountId account, string name, CancellationToken cancel) => Open(account, name, terms.PriceBook, cancel);

    /// <param name="priceBook">Another than the seller gives to new organisations.</param>
    public Task Open(AccountId account, string name, string priceBook, CancellationToken cancel) => writer.Run(scope =>
    {
        if (scope.Find(account) is not null) return false;
        scope.OpenAccount(account, name, priceBook);
        return true;
    }, cancel);
}
