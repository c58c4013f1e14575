using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>A rounding rule in a document: <c>{ "step": "0.00000001", "mode": "up", "floor": "0.000001" }</c>.</summary>
internal static class RoundingSection
{
    public static Rounding Read(DocumentNode node, bool floor)
    {
        var step = node.Units("step", least: 1);
        var mode = node.Choice("mode", ("up", RoundingMode.Up), ("down", RoundingMode.Down), ("half_up", RoundingMode.HalfUp));
        var least = floor && node.Has("floor") ? node.Units("floor") : 0;
        if (least % step != 0) node.Fault("floor", "must be a whole number of steps");
        return new(step, mode, least);
    }
}
