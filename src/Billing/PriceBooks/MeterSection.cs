using Billing.Metering;
using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>
/// The sections <c>meters</c>, <c>families</c>, <c>upstream</c> and <c>rounding</c>: they become price lines. A meter
/// says how it is priced; its lines bring the figures.
/// </summary>
internal sealed class MeterSection
{
    private static readonly Fraction PriceMax = 1_000_000_000;

    private readonly Dictionary<string, Model> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, Fraction>> _families = new(StringComparer.Ordinal);
    private readonly Fraction? _upstreamCredit;
    private readonly Rounding _rounding;

    private MeterSection(DocumentNode root, IEnumerable<Model> models)
    {
        foreach (var model in models) _models.TryAdd(model.Id, model);
        ReadFamilies(root);
        foreach (var (model, i) in models.Select((model, i) => (model, i)))
        {
            if (model.Family is { } family && !_families.ContainsKey(family)) root.Fault($"models[{i}].family", $"'{family}' is not in families");
        }

        _upstreamCredit = ReadUpstream(root);
        var rounding = root.Object("rounding");
        _rounding = RoundingSection.Read(rounding, floor: true);
        rounding.NothingElse();
    }

    public List<Meter> Meters { get; } = [];
    public List<PriceLine> Lines { get; } = [];

    public static MeterSection Read(DocumentNode root, IReadOnlyList<Model> models)
    {
        var section = new MeterSection(root, models);
        foreach (var node in root.Objects("meters")) section.ReadMeter(node);
        return section;
    }

    private void ReadFamilies(DocumentNode root)
    {
        foreach (var node in root.Objects("families", least: 0))
        {
            var factors = new Dictionary<string, Fraction>(StringComparer.Ordinal);
            var list = node.Object("factors");
            foreach (var name in list.OwnNames()) factors[name] = list.Decimal(name, 0, 100);
            if (!_families.TryAdd(node.Slug("id"), factors)) node.Fault("id", "stands there already");
            node.NothingElse();
        }
    }

    private static Fraction? ReadUpstream(DocumentNode root)
    {
        if (root.OptionalObject("upstream") is not { } node) return null;
        node.Slug("unit");
        var price = node.Decimal("credit_price", 0, PriceMax);
        node.NothingElse();
        return price;
    }

    private void ReadMeter(DocumentNode node)
    {
        var meter = new Meter(node.Slug("id"), node.Text("name"));
        if (Meters.Any(other => other.Id == meter.Id)) node.Fault("id", $"'{meter.Id}' is another meter already");
        Meters.Add(meter);
        var shape = new MeterShape(
            meter.Id,
            node.Choice("price", ("parts", false), ("started_steps", true)),
            node.OptionalObject("rounding") is { } own ? ReadOwnRounding(own) : _rounding,
            node.Has("round_over") ? node.Choice("round_over", ("event", RoundingStage.Event), ("environment_hour", RoundingStage.EnvironmentHour)) : RoundingStage.Event,
            node.Has("compare") && node.Choice("compare", ("catalog_only", false), ("larger_of_catalog_and_upstream", true)),
            MeasuresOf(node, "recorded", least: 0));
        if (shape.ComparesUpstream && _upstreamCredit is null) node.Fault("compare", "needs the section $.upstream");
        if (shape.Steps && shape.ComparesUpstream) node.Fault("compare", "is not for started steps");
        if (shape.Steps) ReadLines(node, shape, StepReader(node));
        else ReadLines(node, shape, PartReader(node));
        node.NothingElse();
    }

    private static Rounding ReadOwnRounding(DocumentNode node)
    {
        var rounding = RoundingSection.Read(node, floor: true);
        node.NothingElse();
        return rounding;
    }

    private void ReadLines(DocumentNode meter, MeterShape shape, Func<DocumentNode, MeterShape, LineKey, PriceLine> read)
    {
        var keys = new HashSet<(string?, string?)>();
        foreach (var node in meter.Objects("lines"))
        {
            var modelId = node.OptionalText("model");
            var model = modelId is not null && _models.TryGetValue(modelId, out var known) ? known : null;
            if (modelId is { Length: > 0 } && model is null) node.Fault("model", $"'{modelId}' is not in models");
            var key = new LineKey(Lines.Count + 1, model, modelId, node.OptionalText("resolution"), node.Has("announced") && node.Choice("announced", ("not_charged_yet", true)));
            if (!keys.Add((key.ModelId, key.Resolution))) node.Fault("", "prices the same model and resolution as a line before it");
            Lines.Add(read(node, shape, key));
            node.NothingElse();
        }
    }

    private Func<DocumentNode, MeterShape, LineKey, PriceLine> PartReader(DocumentNode meter)
    {
        var parts = meter.Objects("parts").Select(ReadPart).ToList();
        foreach (var repeated in parts.GroupBy(part => part.Name).Where(group => group.Count() > 1)) meter.Fault("parts", $"has more than one part '{repeated.Key}'");
        if (parts.Select(part => part.Measures.Count == 1 ? (Measure?)part.Measures[0] : null).Where(measure => measure is not null).GroupBy(m => m).Any(group => group.Count() > 1))
            meter.Fault("parts", "counts one measure twice");
        return (node, shape, key) => ReadPartSum(node, shape, key, parts);
    }

    private static PartShape ReadPart(DocumentNode node)
    {
        var measures = MeasuresOf(node, "measures", least: 1);
        if (measures.Count > 2) node.Fault("measures", "must be one or two");
        var part = new PartShape(
            node.Slug("name"), measures, node.Has("divisor") ? Whole(node, "divisor") : 1, node.Slug("price"),
            node.Has("per") ? Whole(node, "per") : 1, node.OptionalText("factor"), node.Path);
        node.NothingElse();
        return part;
    }

    private PartSum ReadPartSum(DocumentNode node, MeterShape shape, LineKey key, List<PartShape> shapes)
    {
        var prices = node.Object("prices");
        var parts = shapes.Select(part => new PricePart(
            part.Name, part.Measures, part.Divisor, prices.Decimal(part.Price, 0, PriceMax), part.Per, FactorOf(node, key, part))).ToList();
        prices.NothingElse();
        var markup = shape.ComparesUpstream ? node.Decimal("markup", 0, 100) : Fraction.Zero;
        return new()
        {
            Number = key.Number, Meter = shape.Meter, Model = key.Model?.Id, Resolution = key.Resolution, Rounding = shape.Rounding, Stage = shape.Stage,
            Announced = key.Announced, Accepted = MeasureSet.Of(parts.SelectMany(part => part.Measures).Concat(shape.Recorded)), Parts = parts,
            Upstream = shape.ComparesUpstream ? new(_upstreamCredit ?? Fraction.Zero, markup) : null,
        };
    }

    private Fraction? FactorOf(DocumentNode node, LineKey key, PartShape part)
    {
        if (part.Factor is not { } name) return null;
        if (key.Model?.Family is { } family && _families.TryGetValue(family, out var factors) && factors.TryGetValue(name, out var factor)) return factor;
        if (key.Model is not null) node.Fault("model", $"belongs to no family with a factor '{name}', which {part.Path} needs");
        else if (key.ModelId is null) node.Fault("model", $"is missing: {part.Path} needs its family's factor '{name}'");
        return null;
    }

    private static Func<DocumentNode, MeterShape, LineKey, PriceLine> StepReader(DocumentNode meter)
    {
        var name = meter.Slug("step_name");
        return (node, shape, key) =>
        {
            var measure = MeasureOf(node, "measure", node.Text("measure"));
            return new StartedSteps
            {
                Number = key.Number, Meter = shape.Meter, Model = key.Model?.Id, Resolution = key.Resolution, Rounding = shape.Rounding, Stage = shape.Stage,
                Announced = key.Announced, Accepted = MeasureSet.Of(shape.Recorded.Append(measure)), Part = name, Measure = measure,
                Batch = Whole(node, "batch"), PricePerStep = node.Decimal("price_per_step", 0, PriceMax),
            };
        };
    }

    private static long Whole(DocumentNode node, string name) => node.Whole(name, 1, int.MaxValue);

    private static List<Measure> MeasuresOf(DocumentNode node, string name, int least)
    {
        if (least == 0 && !node.Has(name)) return [];
        var measures = node.Texts(name, least).Select((text, i) => MeasureOf(node, $"{name}[{i}]", text)).ToList();
        if (measures.Distinct().Count() != measures.Count) node.Fault(name, "names a measure twice");
        return measures;
    }

    private static Measure MeasureOf(DocumentNode node, string field, string text)
    {
        if (!Measures.TryParse(text, out var measure) && text.Length > 0) node.Fault(field, $"'{text}' is not a measure");
        return measure;
    }

    private sealed record MeterShape(string Meter, bool Steps, Rounding Rounding, RoundingStage Stage, bool ComparesUpstream, IReadOnlyList<Measure> Recorded);

    private sealed record PartShape(string Name, IReadOnlyList<Measure> Measures, long Divisor, string Price, long Per, string? Factor, string Path);

    private readonly record struct LineKey(int Number, Model? Model, string? ModelId, string? Resolution, bool Announced);
}
