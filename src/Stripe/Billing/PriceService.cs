using System.Threading;

namespace Stripe;

public class PriceService : Service
{
    public PriceService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Price> CreateAsync(PriceCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Price>("/v1/prices", options, requestOptions, cancellationToken);

    public virtual Task<Price> GetAsync(string id, PriceGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Price>($"/v1/prices/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Price> UpdateAsync(string id, PriceUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Price>($"/v1/prices/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Price>> ListAsync(PriceListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Price>>("/v1/prices", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Price> ListAutoPagingAsync(PriceListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Price>("/v1/prices", options, requestOptions, cancellationToken);
}

public class PriceGetOptions : BaseOptions;

public class PriceCreateOptions : BaseOptions
{
    public bool? Active { get; set; }
    public string Currency { get; set; }
    public string LookupKey { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Nickname { get; set; }
    public string Product { get; set; }
    public PriceProductDataOptions ProductData { get; set; }
    public PriceRecurringOptions Recurring { get; set; }
    public string TaxBehavior { get; set; }
    /// <summary>Take the lookup key away from the price that has it.</summary>
    public bool? TransferLookupKey { get; set; }
    /// <summary>In the currency's smallest unit.</summary>
    public long? UnitAmount { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public class PriceProductDataOptions
{
    public string Id { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public string UnitLabel { get; set; }
}

public class PriceRecurringOptions
{
    /// <summary>day, week, month or year.</summary>
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
}

public class PriceUpdateOptions : BaseOptions
{
    public bool? Active { get; set; }
    public string LookupKey { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Nickname { get; set; }
    public string TaxBehavior { get; set; }
    public bool? TransferLookupKey { get; set; }
}

public class PriceListOptions : ListOptions
{
    public bool? Active { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Currency { get; set; }
    public List<string> LookupKeys { get; set; }
    public string Product { get; set; }
    public string Type { get; set; }
}
