using Billing.PriceBooks;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>What came of a card's check (KO-32).</summary>
public enum CardCheckStanding : byte
{
    None,
    Checking,
    Accepted,
    Refused,
}

/// <summary>An account's cards as the database says now: for a flow in its transaction, and for a page that reads.</summary>
public sealed class CardsOnFile
{
    private readonly List<CardRow> _cards;
    private readonly Dictionary<string, List<PaymentRow>> _checks;
    private readonly SubscriptionRow? _subscription;
    private readonly RefillRow? _refill;

    private CardsOnFile(BillingDb db, int account, PriceBook book, Instant now)
    {
        (Book, Now) = (book, now);
        Customer = db.Customers.Find(account);
        // A row that this transaction has changed answers as it is now, so what was asked for is looked at once more.
        _cards = [.. db.Cards.Where(card => card.Account == account && card.RemovedAt == null).AsEnumerable()
            .Where(card => card.RemovedAt is null).OrderBy(card => card.Added).ThenBy(card => card.Card, StringComparer.Ordinal)];
        _checks = db.Payments.Where(payment => payment.Account == account && payment.Purpose == PaymentPurpose.CardCheck).AsEnumerable()
            .OrderBy(check => check.Number).GroupBy(check => check.Subject!).ToDictionary(checks => checks.Key, checks => checks.ToList());
        _subscription = db.Subscriptions.Find(account);
        _refill = db.Refills.Find(account);
        UnpaidInvoice = db.Collections.Where(row => row.Account == account && row.State == CollectionState.Open).OrderBy(row => row.Invoice).AsEnumerable()
            .FirstOrDefault(row => row.State == CollectionState.Open)?.Invoice;
    }

    public PriceBook Book { get; }
    public Instant Now { get; }

    /// <summary>Null where nothing was ever paid or saved.</summary>
    public CustomerRow? Customer { get; }

    /// <summary>In the order they came.</summary>
    public IReadOnlyList<CardRow> Cards => _cards;

    /// <summary>The oldest invoice that waits for its payment; null for none.</summary>
    public long? UnpaidInvoice { get; }

    /// <summary>Automatic refill is switched on, if paused.</summary>
    public bool HasRefill => _refill is { State: not RefillState.Off };

    /// <summary>The plan, running or scheduled, that needs a card (KO-35); null where none does.</summary>
    public Plan? PlanNeedingCard => new[] { Book.Plan(_subscription?.Plan), Book.Plan(_subscription?.NextPlan) }.FirstOrDefault(plan => plan is { NeedsCard: true });

    /// <summary>The running plan, where it has a price.</summary>
    public Plan? PaidPlan => _subscription is { } row && Book.Plan(row.Plan) is { } plan && plan.PriceOf(row.Interval, Book.Currency) is { IsPositive: true } ? plan : null;

    public bool NeedsCard => PlanNeedingCard is not null || UnpaidInvoice is not null;

    public static CardsOnFile Of(BillingDb db, int account, PriceBook book, Instant now) => new(db, account, book, now);

    /// <summary>
    /// Whether the account has a card as plans ask for it: one that is charged, and where the book checks cards, one that
    /// passed (KO-33). The one place that knows.
    /// </summary>
    public static bool HasAccepted(PriceBook book, CustomerRow? customer) =>
        customer is { Card: not null, DeletedAt: null } && (book.CardCheck is null || customer.Validation == AccountValidation.Validated);

    /// <summary>Why a card that is on file is not accepted; null where it is, and where there is none.</summary>
    public static Refusal? WhyNotAccepted(PriceBook book, CustomerRow? customer) => customer switch
    {
        null or { Card: null } => null,
        _ when HasAccepted(book, customer) => null,
        { Validation: AccountValidation.Refused } => new("card_not_accepted", $"{customer.CardLabel} did not pass the check. Add another card first."),
        _ => new("card_checking", $"{customer.CardLabel} is being checked: that takes minutes, at times up to 3 business days."),
    };

    public CardRow? Find(string card) => _cards.FirstOrDefault(row => row.Card == card);

    public bool IsDefault(CardRow card) => Customer?.Card == card.Card;

    /// <summary>The last check of a card; null where there was none.</summary>
    public PaymentRow? CheckOf(string card) => _checks.GetValueOrDefault(card)?[^1];

    /// <summary>How often a card was checked.</summary>
    public int ChecksOf(string card) => _checks.GetValueOrDefault(card)?.Count ?? 0;

    public CardCheckStanding StandingOf(CardRow card) => CheckOf(card.Card)?.State switch
    {
        PaymentState.Created or PaymentState.Pending or PaymentState.Held => CardCheckStanding.Checking,
        PaymentState.Cancelled => CardCheckStanding.Accepted,
        PaymentState.Failed => CardCheckStanding.Refused,
        _ => CardCheckStanding.None,
    };

    /// <summary>Whether it serves where a card is needed: not expired, and passed where the book checks.</summary>
    public bool Serves(CardRow card) =>
        CardExpiry.Standing(card, Now) != ExpiryStanding.Over && (Book.CardCheck is null || StandingOf(card) == CardCheckStanding.Accepted);

    /// <summary>The one to charge when a card is no longer there: the youngest that serves, else the youngest.</summary>
    public CardRow? Next(CardRow gone) => _cards.Where(card => card != gone).OrderBy(Serves).LastOrDefault();

    internal void Add(CardRow card) => _cards.Add(card);

    internal void Add(PaymentRow check)
    {
        if (_checks.TryGetValue(check.Subject!, out var checks)) checks.Add(check);
        else _checks[check.Subject!] = [check];
    }

    internal void Remove(CardRow card) => _cards.Remove(card);
}
