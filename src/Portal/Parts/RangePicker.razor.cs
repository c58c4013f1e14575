using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Parts;

/// <summary>Chooses the days of a page. It keeps nothing itself: every choice is a link or a navigation to the same page with another query.</summary>
public sealed partial class RangePicker
{
    private DateOnly _from, _to;
    private DayRange? _shown;

    [Inject] public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired] public required DayRange Value { get; set; }
    [Parameter, EditorRequired] public DateOnly Today { get; set; }

    protected override void OnParametersSet()
    {
        if (Value == _shown) return;
        _shown = Value;
        (_from, _to) = (Value.From, Value.To);
    }

    private void Apply() =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["range"] = null,
            ["from"] = Iso(_from),
            ["to"] = Iso(_to),
            ["page"] = null,
        }));

    // A new range starts at its first page.
    private string With(string key, string value) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["from"] = null,
            ["to"] = null,
            ["page"] = null,
            [key] = value,
        });

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
