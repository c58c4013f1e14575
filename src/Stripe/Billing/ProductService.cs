using System.Threading;

namespace Stripe;

public class ProductService : Service
{
    public ProductService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Product> CreateAsync(ProductCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Product>("/v1/products", options, requestOptions, cancellationToken);

    public virtual Task<Product> GetAsync(string id, ProductGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Product>($"/v1/products/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Product> UpdateAsync(string id, ProductUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Product>($"/v1/products/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Product> DeleteAsync(string id, ProductDeleteOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        DeleteAsync<Product>($"/v1/products/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Product>> ListAsync(ProductListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Product>>("/v1/products", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Product> ListAutoPagingAsync(ProductListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Product>("/v1/products", options, requestOptions, cancellationToken);
}

public class ProductGetOptions : BaseOptions;

public class ProductDeleteOptions : BaseOptions;

public class ProductCreateOptions : BaseOptions
{
    public bool? Active { get; set; }
    public string Description { get; set; }
    public string Id { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public string TaxCode { get; set; }
    public string UnitLabel { get; set; }
    public string Url { get; set; }
}

public class ProductUpdateOptions : BaseOptions
{
    public bool? Active { get; set; }
    public string DefaultPrice { get; set; }
    public string Description { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public string TaxCode { get; set; }
    public string UnitLabel { get; set; }
    public string Url { get; set; }
}

public class ProductListOptions : ListOptions
{
    public bool? Active { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public List<string> Ids { get; set; }
}
