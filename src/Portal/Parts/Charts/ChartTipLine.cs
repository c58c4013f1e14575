namespace BillingPortal.Portal.Parts.Charts;

/// <summary>One line of a chart's tooltip: the colour class, the name, the figure.</summary>
public sealed record ChartTipLine(string Class, string Name, string Figure);
