namespace Billing.Service.Tests.Year;

/// <summary>One thing that customers, programs or operators do.</summary>
internal interface IActivity
{
    /// <summary>How often, beside the others; 0 where it makes no sense for this customer.</summary>
    int WeightFor(YearCustomer customer);

    Task Do(YearCustomer customer);
}
