using Billing.Units;

namespace Billing.Service.Access;

/// <summary>Seam: gives a new organisation its billing account, so that it has a wallet before anyone can sign in to it.</summary>
public interface IOpenAccount
{
    /// <summary>Opens the account; an account that is open already stays as it is, so that a retry is safe.</summary>
    Task Open(AccountId account, string name, CancellationToken cancel);
}
