using System.Globalization;

namespace Stripe.Sandbox.Cards;

/// <summary>A card as the payer typed it, found to be a test card that is not expired.</summary>
/// <param name="Card">The card.</param>
/// <param name="Month">Of its expiry, 1 to 12.</param>
/// <param name="Year">Of its expiry, four digits.</param>
/// <param name="Name">On the card.</param>
/// <param name="Email">For the receipt.</param>
/// <param name="Wallet">apple_pay, google_pay or link, when the card came out of one.</param>
internal sealed record CardEntry(TestCard Card, int Month, int Year, string? Name, string? Email, string? Wallet = null) : PayerEntry(Name, Email)
{
    /// <summary>Reads the fields of the page; null with what is wrong, by field name.</summary>
    /// <param name="fields">Values by field name: number, expiry (MM / YY), cvc, name, email.</param>
    /// <param name="today">The day that decides whether the card is expired.</param>
    /// <param name="problems">One sentence for each field that can't be used.</param>
    public static CardEntry? Read(Func<string, string> fields, DateTimeOffset today, IDictionary<string, string> problems)
    {
        var digits = new string([.. fields("number").Where(char.IsAsciiDigit)]);
        var card = TestCards.ByNumber(digits);
        if (digits.Length == 0)
            problems["number"] = "Enter a card number.";
        else if (card is null)
            problems["number"] = "The sandbox takes the test cards listed on this page only. Never enter a real card here.";

        var expiry = Expiry(fields("expiry"), today, out var expired);
        if (expired is not null)
            problems["expiry"] = expired;

        var code = fields("cvc");
        if (code.Length is not (3 or 4) || !code.All(char.IsAsciiDigit) || (card is not null && code.Length != (card.Brand == "amex" ? 4 : 3)))
            problems["cvc"] = card?.Brand == "amex" ? "Enter the 4 digits on the front of the card." : "Enter the 3 digits on the back of the card.";
        if (fields("name").Length == 0)
            problems["name"] = "Enter the name on the card.";
        if (fields("email") is { Length: > 0 } email && !email.Contains('@', StringComparison.Ordinal))
            problems["email"] = "Enter an e-mail address with an @.";

        return problems.Count > 0 ? null
            : new CardEntry(card!, expiry!.Value.Month, expiry.Value.Year, fields("name"), fields("email") is { Length: > 0 } address ? address : null);
    }

    /// <summary>Month and year, or null with what is wrong.</summary>
    public static (int Month, int Year)? Expiry(string text, DateTimeOffset today, out string? problem)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        var month = digits.Length is 4 or 6 ? int.Parse(digits[..2], CultureInfo.InvariantCulture) : 0;
        problem = "Enter the expiry date as month and year, such as 12 / 34.";
        if (month is < 1 or > 12)
            return null;
        var year = int.Parse(digits[2..], CultureInfo.InvariantCulture) + (digits.Length == 4 ? 2000 : 0);
        problem = "Your card's expiration year is in the past.";
        if (year < today.Year || (year == today.Year && month < today.Month))
            return null;
        problem = null;
        return (month, year);
    }
}
