namespace Billing.Units;

/// <summary>
/// What an amount counts: a currency (<c>USD</c>, <c>EUR</c>) or a price book's own credit (<c>credits</c>).
/// Every asset is counted in units of 10^-8, so 1 USD = 100,000,000 units (KU-3: micro-cents).
/// </summary>
/// <param name="Code">1 to 16 characters: an ISO 4217 code in capitals, or a credit's name in lower case.</param>
public readonly record struct Asset(string Code)
{
    /// <summary>US dollar.</summary>
    public static readonly Asset Usd = new("USD");

    /// <summary>Euro.</summary>
    public static readonly Asset Eur = new("EUR");

    /// <summary>Units in one whole of any asset.</summary>
    public const long UnitsPerWhole = 100_000_000;

    /// <summary>True for money (an ISO code in capitals), false for a book's credit.</summary>
    public bool IsMoney => Code is { Length: 3 } && Code.All(char.IsAsciiLetterUpper);

    public override string ToString() => Code;
}
