namespace Stripe;

/// <summary>What moved a balance: a charge, a refund, a dispute.</summary>
public interface IBalanceTransactionSource : IStripeEntity, IHasId, IHasObject;
