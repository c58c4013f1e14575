using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>What an interned text names. The numbers are stored: never change one.</summary>
public enum NameKind : byte
{
    Source = 1,
    Meter = 2,
    Model = 3,
    Resolution = 4,
    UserAgent = 5,
    Resource = 6,
    Service = 7,
    Environment = 8,
    Ip = 9,

    /// <summary>The code of an invoice line with the number of its price version; running sums name them, usage rows do not.</summary>
    InvoiceLine = 10,
}

/// <summary>A text that usage rows hold as a number. Numbers run over all kinds; 0 stands for none.</summary>
public sealed class NameRow
{
    public int Number { get; init; }
    public NameKind Kind { get; init; }
    public required string Text { get; init; }
}

/// <summary>The dense number of an API key in usage rows; 0 stands for none.</summary>
public sealed class ApiKeyNumberRow
{
    public int Number { get; init; }
    public ApiKeyId Key { get; init; }
    public int Account { get; init; }
}

public sealed class SettingRow
{
    public required string Key { get; init; }
    public required string Value { get; set; }
}
