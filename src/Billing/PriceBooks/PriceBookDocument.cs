using System.Text.Json;
using System.Text.Unicode;
using Billing.Credits;
using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>What reading a document gave: a book, or every fault at once; never both, never half a book.</summary>
public sealed record PriceBookReading(PriceBook? Book, IReadOnlyList<PriceBookFault> Faults)
{
    /// <exception cref="FormatException">The document has faults; the message lists them all.</exception>
    public PriceBook BookOrThrow() =>
        Book ?? throw new FormatException("The price book has faults:\n" + string.Join('\n', Faults));
}

/// <summary>The JSON form of a price book (<c>pricebooks/pricebook.schema.json</c>), read and checked in one pass.</summary>
public static class PriceBookDocument
{
    private const int BytesMax = 4 * 1024 * 1024;

    /// <summary>Reads a document. Never throws, whatever the bytes are.</summary>
    public static PriceBookReading Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > BytesMax) return Unreadable($"has more than {BytesMax} bytes");
        if (!Utf8.IsValid(json)) return Unreadable("is not UTF-8");
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 };
            using var document = JsonDocument.Parse(json.ToArray(), options);
            var faults = new List<PriceBookFault>();
            var book = Read(new(document.RootElement, "$", faults));
            return faults.Count > 0 ? new(null, faults) : new(book.Indexed(), []);
        }
        catch (JsonException exception)
        {
            return Unreadable($"is not JSON: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            return Unreadable("holds a text with half a surrogate pair");
        }
    }

    private static PriceBookReading Unreadable(string reason) => new(null, [new("$", reason)]);

    private static PriceBook Read(DocumentNode root)
    {
        var currency = ReadCurrency(root);
        var wallet = ReadWallet(root.Object("wallet"), currency);
        var models = ReadModels(root);
        var meters = MeterSection.Read(root, models);
        var expiry = ReadGrants(root, wallet);
        var invoicing = InvoicingSection.Read(root);
        var plans = PlanSection.Read(root, currency, wallet.Unit, invoicing.Rounding.StepUnits, expiry);
        var allowances = InvoicingSection.ReadAllowances(root, plans.Features, meters);
        if (wallet.Funding == FundingMode.Postpaid) InvoicingSection.CheckLines(root, meters, allowances);
        var book = new PriceBook
        {
            Id = root.Slug("id"),
            Version = root.Whole("version", 1, int.MaxValue),
            Name = root.Text("name"),
            EffectiveFrom = root.Moment("effective_from"),
            Currency = currency,
            Wallet = wallet,
            Models = models,
            Meters = meters.Meters,
            Lines = meters.Lines,
            Expiry = expiry,
            BurnOrder = ReadBurnOrder(root.Object("burn_order")),
            TopUp = root.OptionalObject("top_up") is { } topUp ? TopUpSection.Read(topUp, currency, wallet.UnitsPerCurrency) : null,
            Refunds = root.OptionalObject("refunds") is { } refunds ? ReadRefunds(refunds) : null,
            Features = plans.Features,
            Plans = plans.Plans,
            PlanChanges = PlanChangeSection.Read(root, plans.Plans),
            Coupons = CouponSection.Read(root),
            AutoRefill = root.OptionalObject("auto_refill") is { } refill ? AutoRefillSection.Read(refill, wallet) : null,
            Resources = root.OptionalObject("resources") is { } resources ? ReadResources(resources, wallet, meters.Meters, plans.Features) : null,
            HasEnvironments = ReadEnvironments(root, wallet),
            Invoicing = invoicing,
            FreeAllowances = allowances,
            Tax = InvoicingSection.ReadTax(root),
            Recovery = RecoverySection.Read(root),
            CardCheck = root.OptionalObject("card_check") is { } check ? ReadCardCheck(check, currency, invoicing.Rounding.StepUnits) : null,
            Display = ReadDisplay(root.Object("display")),
            Pages = ReadPages(root),
            Samples = ReadSamples(root),
        };
        root.NothingElse();
        return book;
    }

    private static bool ReadEnvironments(DocumentNode root, WalletRules wallet)
    {
        if (!root.Has("environments")) return false;
        if (wallet.Funding == FundingMode.Postpaid) root.Fault("environments", "share a prepaid wallet; without one there is no pool to limit");
        return root.Choice("environments", ("limits_on_the_pool", true));
    }

    private static Asset ReadCurrency(DocumentNode root)
    {
        var currency = new Asset(root.Text("currency"));
        if (currency.Code.Length > 0 && !currency.IsMoney) root.Fault("currency", "must be an ISO 4217 code in capitals");
        return currency;
    }

    private static WalletRules ReadWallet(DocumentNode node, Asset currency)
    {
        var unit = new Asset(node.Text("unit"));
        var perCurrency = node.Decimal("units_per_currency", Fraction.Of(1, 1_000_000), 1_000_000);
        if (unit.Code.Length > 16) node.Fault("unit", "must have at most 16 characters");
        if (unit.IsMoney && unit != currency) node.Fault("unit", $"is money but not the book's currency {currency}");
        if (unit == currency && perCurrency != Fraction.One) node.Fault("units_per_currency", "must be 1 where the wallet counts the currency itself");
        var rules = new WalletRules(
            unit,
            perCurrency,
            node.Choice("funding", ("prepaid", FundingMode.Prepaid), ("postpaid", FundingMode.Postpaid)),
            node.Choice("at_zero", ("refuse_402", ZeroAction.Refuse402), ("throttle", ZeroAction.Throttle), ("pause", ZeroAction.Pause), ("nothing", ZeroAction.Nothing)),
            node.Choice("uncovered", ("absorb", UncoveredRule.Absorb), ("debt", UncoveredRule.Debt)),
            node.Choice("payment", ("what_is_left", PaymentRule.WhatIsLeft), ("whole_or_nothing", PaymentRule.WholeOrNothing)));
        if (rules is { Funding: FundingMode.Prepaid, AtZero: ZeroAction.Nothing }) node.Fault("at_zero", "must stop something where usage is prepaid");
        node.NothingElse();
        return rules;
    }

    private static List<Model> ReadModels(DocumentNode root)
    {
        var models = new List<Model>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in root.Objects("models", least: 0))
        {
            var model = new Model(node.Slug("id"), node.Text("name"), node.Text("provider"), node.OptionalText("family"));
            if (!names.Add(model.Id)) node.Fault("id", $"'{model.Id}' names another model already");
            if (model.Name != model.Id && !names.Add(model.Name)) node.Fault("name", $"'{model.Name}' names another model already");
            node.NothingElse();
            models.Add(model);
        }

        return models;
    }

    private static Dictionary<GrantKind, ExpiryRule> ReadGrants(DocumentNode root, WalletRules wallet)
    {
        var expiry = new Dictionary<GrantKind, ExpiryRule>();
        foreach (var node in root.Objects("grants", wallet.Funding == FundingMode.Prepaid ? 1 : 0))
        {
            var kind = KindOf(node, "kind", node.Text("kind"));
            var rule = node.Choice("expiry", ("never", 0), ("months", 1), ("periods", 2)) switch
            {
                1 => ExpiryRule.AfterMonths(node.Whole("months", 1, 120)),
                2 => ExpiryRule.AfterPeriods(node.Whole("periods", 1, 12)),
                _ => ExpiryRule.Never,
            };
            if (kind is { } known && !expiry.TryAdd(known, rule)) node.Fault("kind", "has a rule already");
            node.NothingElse();
        }

        return expiry;
    }

    private static BurnOrder ReadBurnOrder(DocumentNode node)
    {
        var keys = new List<BurnKey>();
        foreach (var (text, i) in node.Texts("keys").Select((text, i) => (text, i)))
        {
            BurnKey? key = text switch { "kind" => BurnKey.Kind, "expiry" => BurnKey.Expiry, "granted_at" => BurnKey.GrantedAt, _ => null };
            if (key is not { } known) node.Fault($"keys[{i}]", $"'{text}' is not one of kind, expiry, granted_at");
            else if (keys.Contains(known)) node.Fault($"keys[{i}]", "stands there already");
            else keys.Add(known);
        }

        var rank = new List<GrantKind>();
        foreach (var (text, i) in node.Texts("kind_rank", least: 0).Select((text, i) => (text, i)))
        {
            if (KindOf(node, $"kind_rank[{i}]", text) is not { } kind) continue;
            if (rank.Contains(kind)) node.Fault($"kind_rank[{i}]", "stands there already");
            else rank.Add(kind);
        }

        if (keys.Contains(BurnKey.Kind) && rank.Count == 0) node.Fault("kind_rank", "must rank at least one kind where 'kind' is a key");
        node.NothingElse();
        return new(keys, rank);
    }

    private static GrantKind? KindOf(DocumentNode node, string field, string text)
    {
        if (GrantKinds.TryParse(text, out var kind)) return kind;
        if (text.Length > 0) node.Fault(field, $"'{text}' is not a grant kind");
        return null;
    }

    private static RefundRules ReadRefunds(DocumentNode node)
    {
        var rules = new RefundRules(
            node.Choice("to_bank", ("on_request", true), ("never", false)),
            node.Choice("bonus", ("take_back", BonusOnRefund.TakeBack), ("keep", BonusOnRefund.Keep)));
        node.NothingElse();
        return rules;
    }

    /// <param name="coin">What banks count in.</param>
    private static CardCheckRules ReadCardCheck(DocumentNode node, Asset currency, long coin)
    {
        var hold = node.Units("hold", least: 1, mostWhole: 100);
        if (coin > 0 && hold % coin != 0) node.Fault("hold", "must be a whole number of the invoice's rounding step");
        node.NothingElse();
        return new(new(hold, currency));
    }

    private static ResourceRules ReadResources(DocumentNode node, WalletRules wallet, IReadOnlyList<Meter> meters, IReadOnlyList<Feature> features)
    {
        var rules = new ResourceRules(
            node.Slug("meter"), node.Text("name"),
            node.Choice("charge", ("hour_in_advance", ResourceCharge.HourInAdvance), ("second_in_arrears", ResourceCharge.SecondInArrears)),
            node.OptionalText("free_sizes"), node.OptionalText("paid_sizes"));
        foreach (var (name, feature) in new[] { ("free_sizes", rules.FreeSizes), ("paid_sizes", rules.PaidSizes) })
        {
            if (feature is not null && features.All(known => known.Id != feature)) node.Fault(name, $"'{feature}' is not in features");
        }

        // What is over cannot be refused any more.
        if (rules.Charge == ResourceCharge.SecondInArrears && wallet.Payment == PaymentRule.WholeOrNothing) node.Fault("charge", "cannot be in arrears where the whole is paid or nothing");
        if (rules.Meter.Length > 0 && meters.All(meter => meter.Id != rules.Meter)) node.Fault("meter", $"'{rules.Meter}' is not in meters");
        node.NothingElse();
        return rules;
    }

    private static DisplayRule ReadDisplay(DocumentNode node)
    {
        var decimals = node.Whole("decimals", 0, 8);
        var rule = new DisplayRule(
            node.Text("symbol"),
            node.Choice("symbol_place", ("before", true), ("after", false)),
            decimals,
            node.Whole("small_decimals", decimals, 8),
            node.Units("small_below"));
        node.NothingElse();
        return rule;
    }

    private static List<Page> ReadPages(DocumentNode root)
    {
        var pages = new List<Page>();
        foreach (var (text, i) in root.Texts("pages").Select((text, i) => (text, i)))
        {
            if (!PageNames.TryParse(text, out var page)) root.Fault($"pages[{i}]", $"'{text}' is not a page of the portal");
            else if (pages.Contains(page)) root.Fault($"pages[{i}]", "stands there already");
            else pages.Add(page);
        }

        return pages;
    }

    private static List<Sample> ReadSamples(DocumentNode root)
    {
        var samples = new List<Sample>();
        foreach (var node in root.Objects("samples", least: 0))
        {
            var path = node.Text("path");
            if (path.Length > 0 && !path.StartsWith("$.", StringComparison.Ordinal)) node.Fault("path", "must begin with '$.'");
            samples.Add(new(path, node.Text("reason")));
            node.NothingElse();
        }

        return samples;
    }
}
