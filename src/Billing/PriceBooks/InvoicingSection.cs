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

    public static List<FreeAllowance> ReadAllowances(DocumentNode root, IReadOnlyList<Feature> features)
    {
        var allowances = new List<FreeAllowance>();
        foreach (var node in root.Objects("free_allowances", least: 0))
        {
            var code = node.Slug("code");
            if (allowances.Any(other => other.Code == code)) node.Fault("code", $"'{code}' is another allowance already");
            var feature = node.OptionalText("included_feature");
            if (feature is { Length: > 0 } && features.All(known => known.Id != feature || known.Kind == FeatureKind.Switch)) node.Fault("included_feature", $"'{feature}' is not a counted feature");
            if (node.Has("included") == (feature is not null)) node.Fault("included", "or included_feature must say how much is free, and only one of them");
            allowances.Add(new(
                code, node.Text("name"), node.Decimal("unit_price", 0, 1_000_000_000),
                node.Choice("charge", ("announced", true), ("in_force", false)),
                node.Has("included") ? node.Decimal("included", 0, 1_000_000_000) : null, feature));
            node.NothingElse();
        }

        return allowances;
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
