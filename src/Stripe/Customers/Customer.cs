using Stripe.TestHelpers;

namespace Stripe;

public class Customer : StripeEntity<Customer>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public Address Address { get; set; }
    /// <summary>In the currency's smallest unit; below zero the customer is owed and the next invoice is reduced.</summary>
    public long Balance { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public bool? Deleted { get; set; }
    public bool? Delinquent { get; set; }
    public string Description { get; set; }
    public Discount Discount { get; set; }
    public string Email { get; set; }
    public CustomerInvoiceSettings InvoiceSettings { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public string Phone { get; set; }
    public List<string> PreferredLocales { get; set; }
    public string TaxExempt { get; set; }
    public string TestClockId { get; set; }
    public TestClock TestClock { get; set; }
}

public class CustomerInvoiceSettings : StripeEntity<CustomerInvoiceSettings>
{
    public string DefaultPaymentMethodId { get; set; }
    public PaymentMethod DefaultPaymentMethod { get; set; }
    public string Footer { get; set; }
}
