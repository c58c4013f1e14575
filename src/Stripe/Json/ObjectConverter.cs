using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>
/// Reads an object of many possible kinds as the type its <c>object</c> field names. A kind this client doesn't know, or
/// one that can't stand in this place, becomes null.
/// </summary>
internal sealed class ObjectConverter<T> : JsonConverter<T>
    where T : class, IHasObject
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("object", out var name)
            && name.ValueKind == JsonValueKind.String
            && ObjectTypes.ByName.TryGetValue(name.GetString() ?? string.Empty, out var type)
            ? document.RootElement.Deserialize(type, options) as T
            : null;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}

/// <summary>The objects this client knows by their <c>object</c> field.</summary>
internal static class ObjectTypes
{
    public static readonly IReadOnlyDictionary<string, Type> ByName = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["balance"] = typeof(Balance),
        ["balance_transaction"] = typeof(BalanceTransaction),
        ["charge"] = typeof(Charge),
        ["checkout.session"] = typeof(Checkout.Session),
        ["coupon"] = typeof(Coupon),
        ["customer"] = typeof(Customer),
        ["discount"] = typeof(Discount),
        ["dispute"] = typeof(Dispute),
        ["invoice"] = typeof(Invoice),
        ["invoice_payment"] = typeof(InvoicePayment),
        ["payment_intent"] = typeof(PaymentIntent),
        ["payment_method"] = typeof(PaymentMethod),
        ["price"] = typeof(Price),
        ["product"] = typeof(Product),
        ["promotion_code"] = typeof(PromotionCode),
        ["radar.early_fraud_warning"] = typeof(Radar.EarlyFraudWarning),
        ["refund"] = typeof(Refund),
        ["setup_intent"] = typeof(SetupIntent),
        ["subscription"] = typeof(Subscription),
        ["subscription_schedule"] = typeof(SubscriptionSchedule),
        ["test_helpers.test_clock"] = typeof(TestHelpers.TestClock),
    };
}
