namespace Stripe.Sandbox.Cards;

/// <summary>When the bank wants to see the payer.</summary>
internal enum Authentication
{
    Never,

    /// <summary>Once, when paying or saving; afterwards charges without the payer work.</summary>
    Once,

    /// <summary>For every charge, also those where nobody is there to answer.</summary>
    Always,
}

/// <summary>A card number of the documentation and what its bank does.</summary>
internal sealed record TestCard(string Number, string Token, string Brand, string Behaviour) : TestMeans(Number, Token, Behaviour)
{
    public override string Type => "card";

    public string Funding { get; init; } = "credit";

    public Authentication Authentication { get; init; }

    public Decline? Decline { get; init; }

    /// <summary>Can be saved; only charging it declines.</summary>
    public bool DeclinesOnlyCharges { get; init; }

    /// <summary>The money of a charge can be paid out at once.</summary>
    public bool AvailableAtOnce { get; init; }

    /// <summary>The brand as people write it.</summary>
    public string BrandName => NameOf(Brand);

    public static string NameOf(string? brand) => brand switch
    {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "amex" => "American Express",
        "discover" => "Discover",
        "diners" => "Diners Club",
        "jcb" => "JCB",
        "unionpay" => "UnionPay",
        _ => "Card",
    };

    /// <summary>Grouped as it stands on the card.</summary>
    public string Display => Number.Length switch
    {
        15 => $"{Number[..4]} {Number[4..10]} {Number[10..]}",
        14 => $"{Number[..4]} {Number[4..10]} {Number[10..]}",
        _ => string.Join(' ', Number.Chunk(4).Select(group => new string(group))),
    };
}
