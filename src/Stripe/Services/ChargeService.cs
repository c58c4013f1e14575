using System.Threading;

namespace Stripe;

public class ChargeService : Service
{
    public ChargeService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Charge> GetAsync(string id, ChargeGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Charge>($"/v1/charges/{Segment(id)}", options, requestOptions, cancellationToken);
}

public class ChargeGetOptions : BaseOptions
{
}
