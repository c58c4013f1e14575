using System.Globalization;
using Billing.Service.Storage;

namespace Billing.Service.Flows.Cards;

/// <summary>A card, for people.</summary>
public static class CardWords
{
    /// <summary><c>Visa 4242</c>.</summary>
    public static string Label(CardRow card) => $"{Brand(card.Brand)} {card.Last4}";

    /// <summary>The brands that Koyeb's document names, and any other as the provider writes it (KO-36, DP-23).</summary>
    public static string Brand(string brand) => brand switch
    {
        "amex" => "American Express",
        "diners" => "Diners Club",
        "jcb" => "JCB",
        "unionpay" => "UnionPay",
        "" or "unknown" => "Card",
        _ => char.ToUpperInvariant(brand[0]) + brand[1..].Replace('_', ' '),
    };

    /// <summary><c>08/27</c>; empty where it is not known yet.</summary>
    public static string Expiry(CardRow card) =>
        card.ExpiryYear == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{card.ExpiryMonth:00}/{card.ExpiryYear % 100:00}");
}
