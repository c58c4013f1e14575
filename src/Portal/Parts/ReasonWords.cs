using Billing.Corrections;

namespace BillingPortal.Portal.Parts;

/// <summary>Why an operator corrected, in the customer's words.</summary>
public static class ReasonWords
{
    public static string Of(Reason reason) => reason switch
    {
        Reason.Outage => "Outage on our side",
        Reason.Overcharge => "Charged above the catalogue",
        Reason.DoubleTopup => "Topped up twice by accident",
        Reason.Support => "Agreed with support",
        Reason.Goodwill => "Goodwill",
        Reason.Trial => "Trial credit",
        Reason.OperatorError => "An earlier correction was wrong",
        _ => reason.Code(),
    };
}
