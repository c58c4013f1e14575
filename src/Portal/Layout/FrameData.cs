using Billing.PriceBooks;
using Billing.Units;
using BillingPortal.Portal.Parts;

namespace BillingPortal.Portal.Layout;

/// <summary>
/// What the frame around every page shows. The session cascades it; the frame itself reads nothing.
/// While it is null the frame shows only the brand, as on a page for nobody in particular.
/// </summary>
public sealed record FrameData(
    string Brand,
    FrameOrganisation? Organisation,
    IReadOnlyList<FrameOrganisation> Organisations,
    FramePerson? Person,
    FrameWallet? Wallet,
    IReadOnlyList<FrameNotice> Notices)
{
    /// <summary>The pages the organisation's price book has.</summary>
    public IReadOnlyList<Page> Pages { get; init; } = [];

    /// <summary>In place of a wallet where the customer pays afterwards.</summary>
    public FrameOutstanding? Outstanding { get; init; }
}

/// <param name="Account">As it is posted to choose it: <c>acct_…</c>.</param>
public sealed record FrameOrganisation(string Name, string Role, string Account);

/// <param name="IsOperator">Sees the way to the operator's pages.</param>
public sealed record FramePerson(string Name, string Email, bool IsOperator)
{
    /// <summary>One or two letters for the round mark.</summary>
    public string Initials
    {
        get
        {
            var words = Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length switch
            {
                0 => Email.Length == 0 ? "?" : Email[..1].ToUpperInvariant(),
                1 => words[0][..1].ToUpperInvariant(),
                _ => (words[0][..1] + words[^1][..1]).ToUpperInvariant(),
            };
        }
    }
}

/// <param name="Balance">Below zero it is overdrawn and says so.</param>
/// <param name="RunwayDays">Whole days the balance lasts at the present pace; null when there is too little usage to say.</param>
/// <param name="LastsUntil">The day it ends.</param>
/// <param name="Refill">Automatic refill, where it was ever set; null for none.</param>
public sealed record FrameWallet(Amount Balance, int? RunwayDays, DateOnly? LastsUntil, FrameRefill? Refill = null)
{
    /// <summary>The reader may pay, so the way to it is beside the balance.</summary>
    public bool MayPay { get; init; } = true;
}

/// <summary>Automatic refill beside the balance.</summary>
/// <param name="Words">"refills at 500 cr".</param>
/// <param name="Short">On a phone: "on".</param>
public sealed record FrameRefill(Tone Tone, string Words, string Short);

/// <param name="Owed">Used and not paid yet; below zero there is credit on account.</param>
/// <param name="Plan">Its name; null for none.</param>
public sealed record FrameOutstanding(Amount Owed, string? Plan);

/// <summary>A banner under the top bar, the most severe first.</summary>
public sealed record FrameNotice(Tone Tone, string Lead, string Text, string? ActionText, string? Href);
