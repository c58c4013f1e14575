using System.Threading;

namespace Stripe;

public class InvoicePaymentService : Service
{
    public InvoicePaymentService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<InvoicePayment> GetAsync(string id, InvoicePaymentGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<InvoicePayment>($"/v1/invoice_payments/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<InvoicePayment>> ListAsync(InvoicePaymentListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<InvoicePayment>>("/v1/invoice_payments", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<InvoicePayment> ListAutoPagingAsync(InvoicePaymentListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<InvoicePayment>("/v1/invoice_payments", options, requestOptions, cancellationToken);
}

public class InvoicePaymentGetOptions : BaseOptions;

public class InvoicePaymentListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Invoice { get; set; }
    public InvoicePaymentPaymentOptions Payment { get; set; }
    public string Status { get; set; }
}

public class InvoicePaymentPaymentOptions
{
    public string PaymentIntent { get; set; }
    /// <summary>payment_intent: the id stands in the field of that name.</summary>
    public string Type { get; set; }
}
