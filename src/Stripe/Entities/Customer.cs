namespace Stripe;

public class Customer : StripeEntity<Customer>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public DateTime Created { get; set; }

    public bool? Deleted { get; set; }

    public string Email { get; set; }

    public CustomerInvoiceSettings InvoiceSettings { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Name { get; set; }
}

public class CustomerInvoiceSettings : StripeEntity<CustomerInvoiceSettings>
{
    public string DefaultPaymentMethodId { get; set; }

    public PaymentMethod DefaultPaymentMethod { get; set; }
}
