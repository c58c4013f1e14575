using System.Text.Json.Nodes;
using Billing.PriceBooks;

namespace Billing.Tests.PriceBooks;

/// <summary>Each fault by its path and reason, and all of them at once.</summary>
public sealed class PriceBookFaultTests
{
    public static TheoryData<string, string, string> OneFault => new()
    {
        { "$.version", "0", "must be a whole number from 1 to 2147483647" },
        { "$.effective_from", "\"soon\"", "must be an instant like 2020-01-01T00:00:00Z" },
        { "$.currency", "\"usd\"", "must be an ISO 4217 code in capitals" },
        { "$.wallet.at_zero", "\"stop\"", "'stop' is not one of refuse_402, throttle, pause, nothing" },
        { "$.wallet.units_per_currency", "\"2\"", "must be 1 where the wallet counts the currency itself" },
        { "$.rounding.floor", "\"0.000000001\"", "must have at most 8 decimals" },
        { "$.upstream.credit_price", "0.005", "must be a decimal in quotes, not a number" },
        { "$.families[0].factors.cache_read", "\"-0.1\"", "must be from 0 to 100" },
        { "$.models[1].id", "\"claude-opus-4.6\"", "'claude-opus-4.6' names another model already" },
        { "$.models[0].family", "\"opus\"", "'opus' is not in families" },
        { "$.meters[1].id", "\"chat\"", "'chat' is another meter already" },
        { "$.meters[0].parts[0].measures[0]", "\"words\"", "'words' is not a measure" },
        { "$.meters[0].lines[0].model", "\"opus\"", "'opus' is not in models" },
        { "$.meters[0].lines[0].prices.input", "null", "is missing" },
        { "$.meters[0].lines[0].prices.outputs", "\"1\"", "is not a field of this place" },
        { "$.meters[0].lines[0].markup", "\"lots\"", "must be a plain decimal in quotes, like \"0.005\"" },
        { "$.meters[2].lines[1].resolution", "\"720p\"", "prices the same model and resolution as a line before it" },
        { "$.grants[0].kind", "\"gift\"", "'gift' is not a grant kind" },
        { "$.grants[1].kind", "\"topup\"", "has a rule already" },
        { "$.burn_order.keys[1]", "\"granted_at\"", "stands there already" },
        { "$.burn_order.keys[1]", "\"luck\"", "'luck' is not one of kind, expiry, granted_at" },
        { "$.top_up.maximum", "\"9\"", "must not be below the minimum" },
        { "$.top_up.offers[1]", "\"10\"", "must be above the offer before it" },
        { "$.top_up.bonus_tiers[2].from", "\"500\"", "must be above the tier before it" },
        { "$.display.decimals", "9", "must be a whole number from 0 to 8" },
        { "$.pages[3]", "\"lounge\"", "'lounge' is not a page of the portal" },
        { "$.samples[0].path", "\"meters\"", "must begin with '$.'" },
        { "$.surcharge", "\"1\"", "is not a field of this place" },
    };

    public static TheoryData<string, string, string, string> OneFaultOfPlans => new()
    {
        { "kernstack", "$.top_up.maximum", "\"1000000000\"", "$.top_up.maximum: would buy more credit than a wallet can hold" },
        { "modelstack", "$.features[1].id", "\"rpm\"", "$.features[1].id: 'rpm' is another feature already" },
        { "modelstack", "$.features[0].kind", "\"speed\"", "$.features[0].kind: 'speed' is not one of switch, count, rate_per_minute" },
        { "modelstack", "$.plans", "[]", "$.features: are for plans, and there are none" },
        { "modelstack", "$.plans[1].id", "\"topup_only\"", "$.plans[1].id: 'topup_only' is another plan already" },
        { "modelstack", "$.plans[0].sale", "\"contact\"", "$.plans[0].sale: of the first plan must be free: it is what an account without a plan has" },
        { "modelstack", "$.plans[1].prices", "{}", "$.plans[1].prices: must give a price by month or by year" },
        { "modelstack", "$.plans[1].prices.month", "\"19.999\"", "$.plans[1].prices.month: must be a whole number of the invoice's rounding step" },
        { "modelstack", "$.plans[2].prices.month", "\"19\"", "$.plans[2].prices.month: must not be below the plan's before it: plans stand from the lowest to the highest" },
        { "modelstack", "$.plans[1].topup_discount", "\"1\"", "$.plans[1].topup_discount: must be below 1" },
        { "modelstack", "$.plans[1].allowances.stacks", "\"many\"", "$.plans[1].allowances.stacks: must be a whole number in quotes, or unlimited" },
        { "modelstack", "$.plans[1].allowances.early_access", "\"3\"", "$.plans[1].allowances.early_access: must be yes or no" },
        { "modelstack", "$.plans[1].allowances.rpm", "null", "$.plans[1].allowances.rpm: is missing" },
        { "modelstack", "$.plans[1].allowances.seats", "\"3\"", "$.plans[1].allowances.seats: is not a field of this place" },
        { "modelstack", "$.grants", "[{\"kind\":\"topup\",\"expiry\":\"never\"}]", "$.plans[1].included: needs a rule of periods for 'included' in $.grants" },
        { "modelstack", "$.plan_changes", "null", "$.plan_changes: is missing: the book has plans" },
        { "modelstack", "$.plan_changes.period", "\"calendar_month\"", "$.plan_changes.period: of calendar months is not for plans sold by the year" },
        { "modelstack", "$.plan_changes.downgrade.credit", "\"unused_part\"", "$.plan_changes.downgrade.credit: of an unused part is for changes at once: at a period's end nothing is unused" },
        { "modelstack", "$.plan_changes.collection", "\"post\"", "$.plan_changes.collection: 'post' is not one of portal, subscription" },
        { "koyeb", "$.plan_changes.collection", "\"subscription\"", "$.plan_changes.collection: by subscription is for periods of their own, upgrades at once for the full price and downgrades at a period's end: nothing is prorated" },
        { "modelstack", "$.plan_changes.upgrade.effective", "\"soon\"", "$.plan_changes.upgrade.effective: 'soon' is not one of at_once, period_end" },
        { "modelstack", "$.coupons[0].value", "\"1.5\"", "$.coupons[0].value: must be from 0 to 1" },
        { "modelstack", "$.coupons[0].valid_from", "\"2027-01-01T00:00:00Z\"", "$.coupons[0].valid_until: must be after valid_from" },
        { "deployments", "$.resources.meter", "\"cars\"", "$.resources.meter: 'cars' is not in meters" },
        { "deployments", "$.auto_refill.most_a_day", "0", "$.auto_refill.most_a_day: must be a whole number from 1 to 100" },
        { "deployments", "$.auto_refill.back_off", "[]", "$.auto_refill.back_off: must have at least 1 element" },
        { "deployments", "$.auto_refill.amount", "\"0\"", "$.auto_refill.amount: must be from 0.00000001 to 1000000000" },
        { "koyeb", "$.free_allowances[1].code", "\"bandwidth_gb\"", "$.free_allowances[1].code: 'bandwidth_gb' is another allowance already" },
        { "koyeb", "$.free_allowances[1].included_feature", "\"paid_instances\"", "$.free_allowances[1].included_feature: 'paid_instances' is not a counted feature" },
        { "koyeb", "$.free_allowances[0].included", "null", "$.free_allowances[0].included: or included_feature must say how much is free, and only one of them" },
        { "koyeb", "$.free_allowances[0].meter", "\"traffic\"", "$.free_allowances[0].meter: 'traffic' is not in meters" },
        { "koyeb", "$.free_allowances[1].meter", "\"bandwidth\"", "$.free_allowances[1].meter: 'bandwidth' counts for another allowance already" },
        { "koyeb", "$.free_allowances[1].per", "2", "$.free_allowances[1].per: is for an allowance that a meter counts" },
        { "koyeb", "$.free_allowances[0].per", "0", "$.free_allowances[0].per: must be a whole number from 1 to 2147483647" },
        { "koyeb", "$.meters[1].parts[0].divisor", "2", "$.free_allowances[0].meter: 'bandwidth' counts several quantities: an allowance is of one" },
        { "koyeb", "$.meters[0].parts[0].divisor", "2", "$.meters: 'instance_second/nano' counts several quantities: an invoice line has one" },
        { "koyeb", "$.free_allowances[0].code", "\"nano\"", "$.free_allowances: 'nano' is the invoice line of a price already" },
        { "koyeb", "$.environments", "\"limits_on_the_pool\"", "$.environments: share a prepaid wallet; without one there is no pool to limit" },
        { "koyeb", "$.tax.not_exempt[0]", "\"France\"", "$.tax.not_exempt[0]: must be an ISO 3166 code in capitals" },
        { "koyeb", "$.payment_recovery[0].after_days", "1", "$.payment_recovery[0].after_days: of the first stage must be 0: the failure itself" },
        { "koyeb", "$.payment_recovery[2].after_days", "7", "$.payment_recovery[2].after_days: must be above the stage's before it" },
        { "koyeb", "$.payment_recovery[2].state", "\"late\"", "$.payment_recovery[2].state: must be graver than the stage's before it" },
        { "koyeb", "$.payment_recovery[2].blocks", "[\"instances\"]", "$.payment_recovery[2].blocks: must hold all that the stage before it blocks" },
        { "koyeb", "$.payment_recovery[1].blocks[0]", "\"sleep\"", "$.payment_recovery[1].blocks[0]: 'sleep' is not one of creation, instances, resources" },
        { "koyeb", "$.auto_refill", "{\"threshold\":\"1\",\"amount\":\"1\"}", "$.auto_refill: is for prepaid wallets" },
        { "kernstack", "$.environments", "\"walls\"", "$.environments: 'walls' is not one of limits_on_the_pool" },
    };

    [Theory]
    [MemberData(nameof(OneFaultOfPlans))]
    public void Parse_OneFaultOfAPlansBook_NamesItsPathAndReason(string book, string path, string value, string fault)
    {
        var reading = Books.Changed(document => Set(document, path, JsonNode.Parse(value)), book);
        Assert.Null(reading.Book);
        Assert.Contains(fault, reading.Faults.Select(found => found.ToString()));
    }

    [Fact]
    public void Parse_TwoMetersOfOneModelOnAnInvoice_NamesTheLineTheyWouldShare()
    {
        var reading = Books.Changed(
            document =>
            {
                document.Remove("free_allowances");
                document["meters"]![1]!["lines"]![0]!["model"] = "nano";
            },
            "koyeb");
        Assert.Equal(["$.meters: would have more than one invoice line 'nano'"], reading.Faults.Select(fault => fault.ToString()));
    }

    [Theory]
    [MemberData(nameof(OneFault))]
    public void Parse_OneFault_NamesItsPathAndReason(string path, string value, string reason)
    {
        var reading = Books.Changed(book => Set(book, path, JsonNode.Parse(value)));
        Assert.Null(reading.Book);
        Assert.Contains(reading.Faults, fault => fault.Reason == reason && path.StartsWith(fault.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_ManyFaults_NamesThemAllAtOnce()
    {
        string[] paths = ["$.version", "$.currency", "$.meters[0].lines[2].markup", "$.pages[0]", "$.top_up.offers[0]"];
        var reading = Books.Changed(book =>
        {
            foreach (var path in paths) Set(book, path, "?");
        });
        Assert.Null(reading.Book);
        Assert.All(paths, path => Assert.Contains(reading.Faults, fault => fault.Path == path));
    }

    private static void Set(JsonObject book, string path, JsonNode? value)
    {
        JsonNode at = book;
        var steps = path[2..].Replace("[", ".[").Split('.');
        foreach (var step in steps[..^1]) at = step[0] == '[' ? at[int.Parse(step.Trim('[', ']'))]! : at[step]!;
        if (steps[^1][0] == '[') at[int.Parse(steps[^1].Trim('[', ']'))] = value;
        else at[steps[^1]] = value;
    }
}
