using System.Threading;

namespace Stripe;

public class InvoiceService : Service
{
    public InvoiceService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Invoice> CreateAsync(InvoiceCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Invoice>("/v1/invoices", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> GetAsync(string id, InvoiceGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<Invoice>($"/v1/invoices/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> UpdateAsync(string id, InvoiceUpdateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Invoice>($"/v1/invoices/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> DeleteAsync(string id, InvoiceDeleteOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        DeleteAsync<Invoice>($"/v1/invoices/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> CreatePreviewAsync(InvoiceCreatePreviewOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Invoice>("/v1/invoices/create_preview", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> FinalizeInvoiceAsync(string id, InvoiceFinalizeOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Invoice>($"/v1/invoices/{Segment(id)}/finalize", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> PayAsync(string id, InvoicePayOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Invoice>($"/v1/invoices/{Segment(id)}/pay", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> SendInvoiceAsync(string id, InvoiceSendOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Invoice>($"/v1/invoices/{Segment(id)}/send", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> VoidInvoiceAsync(string id, InvoiceVoidOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Invoice>($"/v1/invoices/{Segment(id)}/void", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> MarkUncollectibleAsync(string id, InvoiceMarkUncollectibleOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Invoice>($"/v1/invoices/{Segment(id)}/mark_uncollectible", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Invoice>> ListAsync(InvoiceListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<Invoice>>("/v1/invoices", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Invoice> ListAutoPagingAsync(InvoiceListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<Invoice>("/v1/invoices", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<InvoiceLineItem>> ListLineItemsAsync(string id, InvoiceListLineItemsOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<InvoiceLineItem>>($"/v1/invoices/{Segment(id)}/lines", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<InvoiceLineItem> ListLineItemsAutoPagingAsync(string id, InvoiceListLineItemsOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<InvoiceLineItem>($"/v1/invoices/{Segment(id)}/lines", options, requestOptions, cancellationToken);
}

public class InvoiceGetOptions : BaseOptions;

public class InvoiceDeleteOptions : BaseOptions;

public class InvoiceFinalizeOptions : BaseOptions
{
    public bool? AutoAdvance { get; set; }
}

public class InvoicePayOptions : BaseOptions
{
    public bool? Forgive { get; set; }
    public bool? OffSession { get; set; }
    /// <summary>Paid outside Stripe: close it without a charge.</summary>
    public bool? PaidOutOfBand { get; set; }
    public string PaymentMethod { get; set; }
}

public class InvoiceSendOptions : BaseOptions;

public class InvoiceVoidOptions : BaseOptions;

public class InvoiceMarkUncollectibleOptions : BaseOptions;

public class InvoiceListLineItemsOptions : ListOptions;

public class InvoiceListOptions : ListOptions
{
    public string CollectionMethod { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> DueDate { get; set; }
    public string Status { get; set; }
    public string Subscription { get; set; }
}
