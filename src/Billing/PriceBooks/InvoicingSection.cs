using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>The sections <c>invoicing</c>, <c>free_allowances</c> and <c>tax</c>.</summary>
internal static class InvoicingSection
{
    /// <summary>Cents, half up, where the book says nothing.</summary>
    public static InvoiceRules Read(DocumentNode root)
    {
        if (root.OptionalObject("invoicing") is not { } node) return InvoiceRules.Cents;
        var rounding = node.Object("rounding");
        var rules = new InvoiceRules(RoundingSection.Read(rounding, floor: false));
        rounding.NothingElse();
        node.NothingElse();
        return rules;
    }

    public static List<FreeAllowance> ReadAllowances(DocumentNode root, IReadOnlyList<Feature> features, MeterSection meters)
    {
        var allowances = new List<FreeAllowance>();
        foreach (var node in root.Objects("free_allowances", least: 0))
        {
            var code = node.Slug("code");
            if (allowances.Any(other => other.Code == code)) node.Fault("code", $"'{code}' is another allowance already");
            var feature = node.OptionalText("included_feature");
            if (feature is { Length: > 0 } && features.All(known => known.Id != feature || known.Kind == FeatureKind.Switch)) node.Fault("included_feature", $"'{feature}' is not a counted feature");
            if (node.Has("included") == (feature is not null)) node.Fault("included", "or included_feature must say how much is free, and only one of them");
            var meter = node.OptionalText("meter");
            if (meter is { Length: > 0 }) CheckMeter(node, meter, allowances, meters);
            if (node.Has("per") && meter is null) node.Fault("per", "is for an allowance that a meter counts");
            allowances.Add(new(
                code, node.Text("name"), node.Decimal("unit_price", 0, 1_000_000_000),
                node.Choice("charge", ("announced", true), ("in_force", false)),
                node.Has("included") ? node.Decimal("included", 0, 1_000_000_000) : null, feature,
                meter, node.Has("per") ? node.Whole("per", 1, int.MaxValue) : 1));
            node.NothingElse();
        }

        return allowances;
    }

    /// <summary>What is used is a line of a quantity and one price, under a code of its own.</summary>
    public static void CheckLines(DocumentNode root, MeterSection meters, IReadOnlyList<FreeAllowance> allowances)
    {
        var lines = meters.Lines.Where(line => allowances.All(allowance => allowance.Meter != line.Meter)).ToList();
        foreach (var line in lines.Where(line => line.UnitPrice is null)) root.Fault("meters", $"'{line.Name}' counts several quantities: an invoice line has one");
        foreach (var repeated in lines.GroupBy(InvoiceCount.CodeOf).Where(group => group.Count() > 1)) root.Fault("meters", $"would have more than one invoice line '{repeated.Key}'");
        foreach (var allowance in allowances.Where(allowance => lines.Any(line => InvoiceCount.CodeOf(line) == allowance.Code))) root.Fault("free_allowances", $"'{allowance.Code}' is the invoice line of a price already");
    }

    private static void CheckMeter(DocumentNode node, string meter, List<FreeAllowance> allowances, MeterSection meters)
    {
        if (meters.Meters.All(known => known.Id != meter)) node.Fault("meter", $"'{meter}' is not in meters");
        if (allowances.Any(other => other.Meter == meter)) node.Fault("meter", $"'{meter}' counts for another allowance already");
        if (meters.Lines.Any(line => line.Meter == meter && line.UnitPrice is null)) node.Fault("meter", $"'{meter}' counts several quantities: an allowance is of one");
    }

    public static TaxRules? ReadTax(DocumentNode root)
    {
        if (root.OptionalObject("tax") is not { } node) return null;
        node.Choice("added", ("by_address", true));
        var countries = node.Texts("not_exempt", least: 0);
        for (var i = 0; i < countries.Count; i++)
        {
            if (countries[i].Length != 2 || !countries[i].All(char.IsAsciiLetterUpper)) node.Fault($"not_exempt[{i}]", "must be an ISO 3166 code in capitals");
        }

        node.NothingElse();
        return new(countries);
    }
}
