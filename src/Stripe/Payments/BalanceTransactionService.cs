using System.Threading;

namespace Stripe;

public class BalanceTransactionService : Service
{
    public BalanceTransactionService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<BalanceTransaction> GetAsync(string id, BalanceTransactionGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<BalanceTransaction>($"/v1/balance_transactions/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<BalanceTransaction>> ListAsync(BalanceTransactionListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<BalanceTransaction>>("/v1/balance_transactions", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<BalanceTransaction> ListAutoPagingAsync(BalanceTransactionListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<BalanceTransaction>("/v1/balance_transactions", options, requestOptions, cancellationToken);
}

public class BalanceTransactionGetOptions : BaseOptions;

public class BalanceTransactionListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Currency { get; set; }
    public string Source { get; set; }
    public string Type { get; set; }
}
