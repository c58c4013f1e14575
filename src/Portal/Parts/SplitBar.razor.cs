using System.Globalization;
using Billing.Units;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Parts;

/// <summary>A bar cut in proportion to its parts, in their order. Parts of zero are left out; none is drawn thinner than a hair.</summary>
public sealed partial class SplitBar
{
    private const int Width = 1000;
    private const int Gap = 6;
    private const int Hair = 8;

    /// <summary>What the bar says in words.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    /// <summary>The parts with their colour class ("k1" to "k9").</summary>
    [Parameter, EditorRequired] public IReadOnlyList<(Amount Value, string Class)> Parts { get; set; } = [];

    private IEnumerable<(string X, string Width, string Class)> Pieces()
    {
        var drawn = Parts.Where(part => part.Value.IsPositive).ToList();
        if (drawn.Count == 0) yield break;
        Int128 total = 0;
        foreach (var part in drawn) total += part.Value.Units;
        var room = Width - Gap * (drawn.Count - 1) - Hair * drawn.Count;
        var x = 0;
        foreach (var (value, colour) in drawn)
        {
            var width = Hair + (int)(room * (Int128)value.Units / total);
            yield return (Text(x), Text(width), colour);
            x += width + Gap;
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
