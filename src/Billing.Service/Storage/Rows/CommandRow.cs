using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>A money command that was carried out. Its key makes it happen once; its answer is given again when it is repeated.</summary>
public sealed class CommandRow
{
    public required string Key { get; init; }

    /// <summary>Dense number: what entries name as their cause.</summary>
    public long Number { get; init; }

    /// <summary>SHA-256 of what was asked: the same key with another hash is a conflict.</summary>
    public required byte[] RequestHash { get; init; }
    public required string Kind { get; init; }

    /// <summary>0 where the command concerns no account.</summary>
    public int Account { get; init; }
    public required string Actor { get; init; }

    /// <summary>What the customer reads.</summary>
    public string? Note { get; init; }

    /// <summary>What the operators read.</summary>
    public string? Reason { get; init; }
    public string? Payload { get; init; }
    public required string Answer { get; init; }
    public Instant At { get; init; }
}
