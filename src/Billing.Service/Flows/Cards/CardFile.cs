using System.Globalization;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Refills;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>
/// Changes an account's cards inside a transaction. The customer's card and label follow the default, the validation
/// follows the checks, and what is then to be done at the provider is collected in <see cref="Errand"/>.
/// </summary>
internal sealed class CardFile
{
    private readonly WriteScope _scope;
    private readonly int _account;
    private readonly List<string> _offFile = [];
    private bool _chosen;
    private PaymentId? _check;

    private CardFile(WriteScope scope, CustomerRow customer, CardsOnFile cards) =>
        (_scope, _account, Customer, Cards) = (scope, customer.Account, customer, cards);

    public CustomerRow Customer { get; }
    public CardsOnFile Cards { get; }

    public CardErrand Errand => new(_account, _chosen, _offFile, _check);

    /// <summary>Null where the provider knows no customer of the account.</summary>
    public static CardFile? Of(WriteScope scope, int account) => scope.Db.Customers.Find(account) is { } customer
        ? new(scope, customer, CardsOnFile.Of(scope.Db, scope.Wallet(account).Account, scope.BookOf(account, scope.Now), scope.Now))
        : null;

    /// <summary>
    /// Puts a card on file, or brings what is known of it up to date. A number that is saved once more replaces itself,
    /// so it is shown once; the first card becomes the default.
    /// </summary>
    /// <returns>The card; null where it was taken off file before, and the provider is yet to follow.</returns>
    public CardRow? Keep(GatewayCard card, bool asDefault)
    {
        if (_scope.Db.Cards.Find(card.Id) is { } known)
        {
            if (known.RemovedAt is not null || known.Account != _account)
            {
                if (known.Account == _account) _offFile.Add(card.Id);
                return null;
            }

            Describe(known, card);
            if (asDefault)
            {
                Choose(known);
                Check(known);
            }

            return known;
        }

        var row = new CardRow { Card = card.Id, Account = _account, Brand = card.Brand, Last4 = card.Last4, Added = _scope.Now };
        Describe(row, card);
        var replaced = Cards.Cards.Where(other => card.Fingerprint is not null && other.Fingerprint == card.Fingerprint).ToList();
        _scope.Db.Cards.Add(row);
        Cards.Add(row);
        if (asDefault || Customer.Card is null || replaced.Any(Cards.IsDefault)) Choose(row);
        foreach (var other in replaced) Remove(other, detach: true);
        Check(row);
        return row;
    }

    /// <summary>Makes a card the one that is charged; what could not be paid is tried with it at once.</summary>
    public void Choose(CardRow card)
    {
        if (!Cards.IsDefault(card)) RefillPause.OtherCard(_scope, _account);
        Name(card);
        _chosen = true;
        CollectInvoice.TryAgain(_scope, _account);
    }

    /// <summary>As <see cref="Choose"/>, for a card that the provider charges already.</summary>
    public void ChooseKnown(CardRow card)
    {
        Choose(card);
        (Customer.GatewayCard, _chosen) = (card.Card, false);
    }

    /// <summary>
    /// Follows the default that was chosen on the provider's own pages. Where a choice of ours is yet to be told, telling it finds
    /// out which of both is newer; a card that can't be charged here is none.
    /// </summary>
    /// <param name="there">The provider's default; null for none.</param>
    public void FollowDefault(string? there)
    {
        if (there == Customer.Card) Customer.GatewayCard = there;
        else if (Customer.Card == Customer.GatewayCard && there is not null && Cards.Find(there) is { } card && Cards.StandingOf(card) != CardCheckStanding.Refused) ChooseKnown(card);
        else (Customer.GatewayCard, _chosen) = (there, true);
    }

    /// <summary>Takes a card off file; the next one becomes the default where it was. The row stays, since receipts name it.</summary>
    /// <param name="detach">The provider is yet to be told.</param>
    public void Remove(CardRow card, bool detach)
    {
        card.RemovedAt = _scope.Now;
        Cards.Remove(card);
        if (detach) _offFile.Add(card.Card);
        if (Cards.IsDefault(card)) Replace(card);
        Sum();
    }

    /// <summary>The provider knows the customer no more, so nothing can be charged till there is a new one (F20).</summary>
    public void Delete()
    {
        foreach (var card in Cards.Cards.ToList()) card.RemovedAt = _scope.Now;
        (Customer.DeletedAt, Customer.Card, Customer.CardLabel, Customer.GatewayCard) = (_scope.Now, null, null, null);
        (Customer.Validation, Customer.ValidatedAt) = (AccountValidation.None, null);
    }

    /// <summary>A check is over. A card that the bank refused is charged only where there is no other.</summary>
    public void Checked(PaymentRow check)
    {
        if (check.State == PaymentState.Failed && Cards.Find(check.Subject!) is { } refused && Cards.IsDefault(refused) && Cards.Next(refused) is { } other && Cards.Serves(other)) Choose(other);
        Sum();
    }

    /// <summary>Orders the book's check of a card, unless it passed or is being checked (KO-32).</summary>
    private void Check(CardRow card)
    {
        if (Cards.Book.CardCheck is { } rules && Cards.StandingOf(card) is CardCheckStanding.None or CardCheckStanding.Refused)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"card-check:{card.Card}:{Cards.ChecksOf(card.Card) + 1}");
            var id = _check = CardOrder.Write(_scope, _account, PaymentPurpose.CardCheck, card.Card, rules.Hold, key);
            Cards.Add(_scope.Db.Payments.Local.Single(payment => payment.Id == id));
        }

        Sum();
    }

    private void Replace(CardRow gone)
    {
        if (Cards.Next(gone) is { } next) Choose(next);
        else (Customer.Card, Customer.CardLabel) = (null, null);
    }

    private void Describe(CardRow row, GatewayCard card)
    {
        (row.Brand, row.Last4, row.Fingerprint, row.Funding) = (card.Brand, card.Last4, card.Fingerprint, card.Funding);
        (row.ExpiryYear, row.ExpiryMonth) = (card.ExpiryYear, card.ExpiryMonth);
        if (Cards.IsDefault(row)) Name(row);
    }

    private void Name(CardRow card) => (Customer.Card, Customer.CardLabel) = (card.Card, CardWords.Label(card));

    /// <summary>One card that passed validates the account; the others decide nothing then (KO-33).</summary>
    private void Sum()
    {
        if (Cards.Book.CardCheck is null) return;
        var standings = Cards.Cards.Select(Cards.StandingOf).ToHashSet();
        var sum = standings.Contains(CardCheckStanding.Accepted) ? AccountValidation.Validated
            : standings.Contains(CardCheckStanding.Checking) ? AccountValidation.Checking
            : standings.Contains(CardCheckStanding.Refused) ? AccountValidation.Refused
            : AccountValidation.None;
        if (sum == Customer.Validation) return;
        (Customer.Validation, Customer.ValidatedAt) = (sum, sum == AccountValidation.Validated ? _scope.Now : null);
    }
}
