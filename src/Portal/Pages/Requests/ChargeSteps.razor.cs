using System.Globalization;
using System.Numerics;
using Billing.Rating;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Requests;

/// <summary>The arithmetic of one charge, step by step down one decimal column.</summary>
public sealed partial class ChargeSteps
{
    private string _sign = "";

    [Parameter, EditorRequired] public RequestDetail Detail { get; set; } = null!;
    [Parameter, EditorRequired] public int ThisYear { get; set; }

    private Explanation Explanation => Detail.Explanation;
    private Fraction Charge => Fraction.Of(Explanation.Charge.Units, Asset.UnitsPerWhole);
    private Fraction Sum => Explanation.Lines.Aggregate(Fraction.Zero, (sum, line) => sum + line.Exact);

    private string LedgerWhy => Detail.Entries.Count == 1
        ? "one entry, because one grant paid; it seals the one before"
        : $"{Detail.Entries.Count} entries, because {Detail.Entries.Count} grants paid; each seals the one before";

    private string RoundingWords
    {
        get
        {
            var rule = Explanation.Rounding;
            var way = rule.Mode switch
            {
                RoundingMode.Up => "up",
                RoundingMode.Down => "down",
                _ => "to the nearest, halves up",
            };
            var words = $"once, {way}, to {_sign}{Plain(rule.StepUnits)}";
            return rule.FloorUnits > 0 ? $"{words}, at least {_sign}{Plain(rule.FloorUnits)}" : words;
        }
    }

    protected override void OnParametersSet() => _sign = Explanation.Charge.Asset.Code switch { "USD" => "$", "EUR" => "€", _ => "" };

    private bool IsChosen(Candidate candidate) => candidate.Name == "upstream" == (Explanation.Chosen == Chosen.Upstream);

    private static string CandidateName(string name) => name switch
    {
        "catalog" => "Catalogue cost",
        "upstream" => "Provider's price with the markup",
        _ => QuantityWords.Part(name),
    };

    private static string CountOf(Fraction quantity) =>
        quantity.IsWhole ? quantity.Numerator.ToString("#,0", CultureInfo.InvariantCulture) : ExactText.Plain(quantity);

    private static string Plain(long units) => ExactText.Plain(Fraction.Of(units, Asset.UnitsPerWhole));
}
