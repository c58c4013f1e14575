using System.Threading;

namespace Stripe;

public class BalanceService : Service
{
    public BalanceService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Balance> GetAsync(BalanceGetOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Balance>("/v1/balance", options, requestOptions, cancellationToken);
}

public class BalanceGetOptions : BaseOptions;
