using System.Text.Json;
using System.Text.Json.Serialization;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>A line of what is due now; all of them add up to it.</summary>
public sealed record OfferLine(string Text, Amount Amount);

/// <summary>The next payment after this one, if nothing changes.</summary>
public sealed record NextPayment(Instant At, Amount Amount);

/// <summary>Included credit that stays usable, to its own end.</summary>
public sealed record KeptCredit(Amount Amount, Instant Until);

/// <param name="From">As people read it: <c>15</c>, <c>unlimited</c>, <c>no</c>.</param>
public sealed record OfferedLimit(string Feature, string From, string To, bool Gain);

/// <summary>
/// What a change of plan would do, as it was promised. Kept with its quote and carried out from there, so that nobody
/// pays or gets anything else than what was shown.
/// </summary>
/// <param name="QuotedAt">When the amounts were made.</param>
/// <param name="EffectiveAt">When the new plan begins; <see cref="QuotedAt"/> for at once, which then is when it is accepted.</param>
/// <param name="Period">What the price covers; null for a plan without one.</param>
/// <param name="WholePeriod">It is a whole month or year from the beginning, not the rest of one.</param>
/// <param name="Price">Asked for the period, before code, tax and credit.</param>
/// <param name="Discount">What the code takes off it.</param>
/// <param name="AccountCredit">Of the credit on account, what this takes.</param>
/// <param name="CreditBack">For the unused part of the old plan, on account.</param>
/// <param name="Granted">Included credit that comes with the change.</param>
/// <param name="BonusCredits">Credit that the code gives.</param>
/// <param name="DebitDiscount">Taken off debits from bought credit: <c>25 %</c>, before and after; null where it stays.</param>
/// <param name="Warning">Where a higher plan allows less of something (C-9).</param>
public sealed record PlanOffer(
    string From, string To, string Plan, bool Upgrade, Instant QuotedAt, Instant EffectiveAt, Period? Period, bool WholePeriod,
    Amount Price, Amount Discount, Amount Tax, Amount AccountCredit, Amount DueNow, Amount CreditBack, Amount Granted, Amount BonusCredits,
    IReadOnlyList<OfferLine> Lines, NextPayment? DueNext, IReadOnlyList<KeptCredit> Kept, IReadOnlyList<OfferedLimit> Limits,
    OfferedLimit? DebitDiscount, string? Warning)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new InstantJson(), new AmountJson() } };

    /// <summary>The new plan begins with the acceptance.</summary>
    [JsonIgnore] public bool AtOnce => EffectiveAt <= QuotedAt;

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static PlanOffer FromJson(string json) => JsonSerializer.Deserialize<PlanOffer>(json, Json)!;

    private sealed class InstantJson : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Micros);
    }

    private sealed class AmountJson : JsonConverter<Amount>
    {
        public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString()!.Split(' ') is [var figure, var asset] ? Amount.Parse(figure, new(asset)) : throw new JsonException("An amount is a figure and its asset");

        public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
