namespace Billing.PriceBooks;

/// <summary>Which months a subscription counts (C-31).</summary>
public enum PeriodRule : byte
{
    /// <summary>From the day of the subscription; short months end on their last day.</summary>
    Anniversary,

    /// <summary>UTC calendar months, whenever the plan began (KO-25).</summary>
    CalendarMonth,
}

/// <summary>When a change takes effect.</summary>
public enum ChangeTime : byte
{
    AtOnce,

    /// <summary>When what was paid for is over; until then everything stays (MS-22).</summary>
    PeriodEnd,
}

/// <summary>What the new plan costs when it begins.</summary>
public enum ChangeCharge : byte
{
    /// <summary>The whole price, for a period of its own (MS-21).</summary>
    FullPrice,

    /// <summary>The price of the part of the period that is left (KO-26).</summary>
    RestOfPeriod,
}

/// <summary>What comes back for the old plan.</summary>
public enum ChangeCredit : byte
{
    /// <summary>Nothing (C-11).</summary>
    None,

    /// <summary>Its unused part, as credit on account (KO-29, KO-30).</summary>
    UnusedPart,
}

/// <summary>Whether what exists must fit the new plan's limits.</summary>
public enum ChangeLimits : byte
{
    /// <summary>What exists stays, only new things are refused.</summary>
    KeepExisting,

    /// <summary>The change is refused until what is too much is deleted (KO-28).</summary>
    MustFit,
}

/// <summary>The rule of one direction (C-32).</summary>
public sealed record ChangeRule(ChangeTime Effective, ChangeCharge Charge, ChangeCredit Credit, ChangeLimits Limits);

/// <summary>Who times and collects what plans cost.</summary>
public enum PlanCollection : byte
{
    /// <summary>The portal, from the card on file or on its invoices.</summary>
    Portal,

    /// <summary>The payment provider's subscription; the portal grants what its invoices pay for.</summary>
    Subscription,
}

/// <summary>How plans change in a book.</summary>
/// <param name="Upgrade">Also for a first subscription, and for going from month to year on the same plan.</param>
/// <param name="CoolDown">After a change, how long the next one has to wait; zero for not at all (KO-27).</param>
public sealed record PlanChangeRules(PeriodRule Period, ChangeRule Upgrade, ChangeRule Downgrade, TimeSpan CoolDown, PlanCollection Collection = PlanCollection.Portal);
