namespace Billing.Units;

/// <summary>How a book shows its unit (KU-4). Display only: nothing is ever calculated with a shown figure.</summary>
/// <param name="Symbol"><c>$</c> before the figure, or a unit's name after it.</param>
/// <param name="SymbolFirst">True: <c>$1.00</c>; false: <c>1.00 credits</c>.</param>
/// <param name="Decimals">From <paramref name="SmallBelowUnits"/> on, and for zero; 0 to 8.</param>
/// <param name="SmallDecimals">Below it; at least <paramref name="Decimals"/>, at most 8.</param>
/// <param name="SmallBelowUnits">10^-8 units; 1,000,000 = one cent.</param>
public sealed record DisplayRule(string Symbol, bool SymbolFirst, int Decimals, int SmallDecimals, long SmallBelowUnits);
