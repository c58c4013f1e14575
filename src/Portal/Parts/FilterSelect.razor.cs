using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Parts;

/// <summary>One filter of a list. Its value stands in the query string under <see cref="Name"/>; choosing goes back to the first page.</summary>
public sealed partial class FilterSelect
{
    [Inject] public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired] public string Label { get; set; } = "";
    /// <summary>The query parameter.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";
    /// <summary>The chosen value; null for all.</summary>
    [Parameter] public string? Value { get; set; }
    [Parameter] public string AllText { get; set; } = "all";
    [Parameter, EditorRequired] public IReadOnlyList<FilterOption> Options { get; set; } = [];

    private void Choose(ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [Name] = change.Value is string { Length: > 0 } chosen ? chosen : null,
            ["page"] = null,
        }));
}

/// <summary>One choice of a <see cref="FilterSelect"/>: what the address says and what the reader sees.</summary>
public sealed record FilterOption(string Value, string Text);
