using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>What is summed while usage comes in. The numbers are stored: never change one.</summary>
public enum RunningSumKind : byte
{
    /// <summary>Exact price of an environment in a UTC hour, for one rounding of its sum (KS-8). Window: the hour's number.</summary>
    EnvironmentHour = 1,

    /// <summary>Quantity of an invoice line in the month that will be invoiced. Window: year x 12 + month - 1; below zero for what came too late for its own month's invoice.</summary>
    InvoiceMonth = 2,

    /// <summary>What an environment took of its allocation. Window: 0.</summary>
    Environment = 3,
}

/// <summary>A sum that the writer keeps while it charges. It could be made again from usage; audit does so.</summary>
public sealed class RunningSumRow
{
    public int Account { get; init; }
    public RunningSumKind Kind { get; init; }

    /// <summary>Interned name of the environment, or of the invoice line; 0 for none.</summary>
    public int Name { get; init; }
    public long Window { get; init; }

    /// <summary>An exact fraction: <c>19001/10</c>.</summary>
    public required string Exact { get; set; }

    /// <summary>What entries were booked for it, in 10^-8 of the account's asset.</summary>
    public long Booked { get; set; }
}

/// <summary>A part of the wallet for an environment: a limit on the pool, no credit of its own (C-6).</summary>
public sealed class EnvironmentRow
{
    public int Account { get; init; }
    public required string Name { get; init; }

    /// <summary>The most it may take from now on together with what it took, in 10^-8 units; null for no limit.</summary>
    public long? Limit { get; set; }
    public Instant Created { get; init; }
}

/// <summary>Which process does a job; another one takes over when the time is up.</summary>
public sealed class LeaseRow
{
    public required string Job { get; init; }
    public required string Owner { get; set; }
    public Instant Until { get; set; }
}
