namespace Stripe;

/// <summary>Where a changed subscription's cycle begins.</summary>
public class SubscriptionBillingCycleAnchor : StringEnum
{
    public static readonly SubscriptionBillingCycleAnchor Now = new("now");
    public static readonly SubscriptionBillingCycleAnchor Unchanged = new("unchanged");

    private SubscriptionBillingCycleAnchor(string value)
        : base(value)
    {
    }
}

/// <summary>The same in a preview.</summary>
public class InvoiceSubscriptionDetailsBillingCycleAnchor : StringEnum
{
    public static readonly InvoiceSubscriptionDetailsBillingCycleAnchor Now = new("now");
    public static readonly InvoiceSubscriptionDetailsBillingCycleAnchor Unchanged = new("unchanged");

    private InvoiceSubscriptionDetailsBillingCycleAnchor(string value)
        : base(value)
    {
    }
}

public class SubscriptionSchedulePhaseStartDate : StringEnum
{
    public static readonly SubscriptionSchedulePhaseStartDate Now = new("now");

    private SubscriptionSchedulePhaseStartDate(string value)
        : base(value)
    {
    }
}

public class SubscriptionSchedulePhaseEndDate : StringEnum
{
    public static readonly SubscriptionSchedulePhaseEndDate Now = new("now");

    private SubscriptionSchedulePhaseEndDate(string value)
        : base(value)
    {
    }
}
