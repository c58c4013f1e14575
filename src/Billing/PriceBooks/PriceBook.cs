using System.Diagnostics.CodeAnalysis;
using Billing.Credits;
using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>
/// One published version of a price book: everything a seller decides, as data. Immutable; a published version never
/// changes, so (id, version, line number) names a price for ever. Made only by <see cref="PriceBookDocument"/>.
/// </summary>
public sealed record PriceBook
{
    private readonly Dictionary<string, Meter> _meters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Model> _models = new(StringComparer.Ordinal);

    internal PriceBook() { }

    /// <summary>Lower-case slug, the same in every version.</summary>
    public required string Id { get; init; }

    /// <summary>1 or more.</summary>
    public required int Version { get; init; }

    public required string Name { get; init; }

    /// <summary>First instant of usage (occurred) that this version prices.</summary>
    public required Instant EffectiveFrom { get; init; }

    /// <summary>What customers pay with.</summary>
    public required Asset Currency { get; init; }

    public required WalletRules Wallet { get; init; }
    public required IReadOnlyList<Model> Models { get; init; }
    public required IReadOnlyList<Meter> Meters { get; init; }

    /// <summary>All price lines; line n stands at n - 1.</summary>
    public required IReadOnlyList<PriceLine> Lines { get; init; }

    public required IReadOnlyDictionary<GrantKind, ExpiryRule> Expiry { get; init; }
    public required BurnOrder BurnOrder { get; init; }

    /// <summary>Null where nothing can be bought in advance.</summary>
    public required TopUpRules? TopUp { get; init; }

    /// <summary>Null where operators cannot refund to the bank.</summary>
    public required RefundRules? Refunds { get; init; }

    /// <summary>What plans differ in.</summary>
    public required IReadOnlyList<Feature> Features { get; init; }

    /// <summary>From the lowest to the highest; the first is what an account without one has. Empty where there are none.</summary>
    public required IReadOnlyList<Plan> Plans { get; init; }

    /// <summary>Null where there is nothing to change between.</summary>
    public required PlanChangeRules? PlanChanges { get; init; }

    public required IReadOnlyList<Coupon> Coupons { get; init; }

    /// <summary>Null where credit is not refilled automatically.</summary>
    public required AutoRefillOffer? AutoRefill { get; init; }

    /// <summary>Null where nothing starts and stops.</summary>
    public required ResourceRules? Resources { get; init; }

    /// <summary>Environments have allocations of the wallet: limits on the pool, no grants of their own (C-6).</summary>
    public required bool HasEnvironments { get; init; }

    public required InvoiceRules Invoicing { get; init; }
    public required IReadOnlyList<FreeAllowance> FreeAllowances { get; init; }

    /// <summary>Null where the book adds no tax.</summary>
    public required TaxRules? Tax { get; init; }

    /// <summary>What follows a failed charge, ascending; empty for nothing.</summary>
    public required IReadOnlyList<RecoveryStage> Recovery { get; init; }

    public required DisplayRule Display { get; init; }

    /// <summary>Null where cards are taken unchecked.</summary>
    public required CardCheckRules? CardCheck { get; init; }

    /// <summary>The pages of the menu, in its order.</summary>
    public required IReadOnlyList<Page> Pages { get; init; }

    /// <summary>Figures the seller's document does not give.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>The model of an id or a display name.</summary>
    public Model? Model(string? idOrName) => idOrName is not null && _models.TryGetValue(idOrName, out var model) ? model : null;

    public Meter? Meter(string? id) => id is not null && _meters.TryGetValue(id, out var meter) ? meter : null;

    public Plan? Plan(string? id) => Plans.FirstOrDefault(plan => plan.Id == id);

    public Feature? Feature(string? id) => Features.FirstOrDefault(feature => feature.Id == id);

    /// <summary>The price of a meter, model (id or display name) and resolution; null when the book has none.</summary>
    public PriceLine? Line(string meter, string? model, string? resolution) => Meter(meter)?.Line(model, resolution);

    /// <summary>A line by the number an entry carries.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No line of this version has the number.</exception>
    public PriceLine Line(int number) =>
        number >= 1 && number <= Lines.Count ? Lines[number - 1] : throw new ArgumentOutOfRangeException(nameof(number), number, $"{Id} version {Version} has {Lines.Count} price lines");

    /// <summary>When a grant of a kind lapses.</summary>
    /// <param name="anchor">Of the subscription's months; the grant's own instant where there is none.</param>
    public Instant ExpiresAt(GrantKind kind, Instant grantedAt, MonthAnchor anchor) =>
        Expiry.TryGetValue(kind, out var rule) ? rule.ExpiresAt(grantedAt, anchor) : Instant.Latest;

    public bool Has(Page page) => Pages.Contains(page);

    /// <summary>Builds the look-ups; called once, by the parser, when everything is checked.</summary>
    internal PriceBook Indexed()
    {
        foreach (var model in Models)
        {
            _models.Add(model.Id, model);
            _models.TryAdd(model.Name, model);
        }

        foreach (var meter in Meters)
        {
            _meters.Add(meter.Id, meter);
            foreach (var line in Lines.Where(line => line.Meter == meter.Id)) meter.Add(line, Model(line.Model));
        }

        return this;
    }
}

/// <summary>A model, size or catalog item.</summary>
/// <param name="Id">Lower-case slug, as events name it.</param>
/// <param name="Name">For people; events may use it too.</param>
/// <param name="Provider">Whose it is.</param>
/// <param name="Family">Names the cached-token factors that apply; null where none do.</param>
public sealed record Model(string Id, string Name, string Provider, string? Family);

/// <summary>A kind of usage, with its price lines by model and resolution.</summary>
public sealed class Meter(string id, string name)
{
    private readonly Dictionary<string, List<PriceLine>> _lines = new(StringComparer.Ordinal);

    public string Id { get; } = id;
    public string Name { get; } = name;

    /// <summary>True when a model of this id or name has a price, whatever the resolution.</summary>
    public bool Prices(string? model) => _lines.ContainsKey(model ?? "");

    public PriceLine? Line(string? model, string? resolution)
    {
        if (!_lines.TryGetValue(model ?? "", out var lines)) return null;
        foreach (var line in lines)
        {
            if (line.Resolution == resolution) return line;
        }

        return null;
    }

    internal void Add(PriceLine line, Model? model)
    {
        foreach (var key in model is null ? [""] : new[] { model.Id, model.Name }.Distinct())
        {
            if (!_lines.TryGetValue(key, out var lines)) _lines.Add(key, lines = []);
            lines.Add(line);
        }
    }
}

/// <summary>A figure the seller's own document does not state.</summary>
/// <param name="Path">Where it stands in the price book.</param>
/// <param name="Reason">Why it is a sample.</param>
public sealed record Sample(string Path, string Reason);
