using Billing.Units;

namespace Billing.Service.Access;

/// <summary>Seam: how many working keys an organisation may have.</summary>
public interface IKeyLimit
{
    /// <summary>Null when there may be one more; else the reason.</summary>
    /// <param name="working">Keys that are not revoked.</param>
    Refusal? RefuseAnother(AccountId account, int working);
}
