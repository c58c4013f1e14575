using System.Text.Json;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>What is remembered of a page on which a card is entered.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="AsDefault">The card is to be charged from then on.</param>
internal sealed record CardPage(int Account, bool AsDefault);

/// <summary>Pages that were opened, by their session.</summary>
internal static class CardPages
{
    public static bool Note(WriteScope scope, Actor actor, AccountId account, string session, bool asDefault)
    {
        var number = scope.Find(account)!.Account;
        return scope.Once<CardPage>(
            new NewCommand(Key(session), "card_page", number, actor.Label, RequestHash.Of(session)), _ => new CardPage(number, asDefault)).IsAccepted;
    }

    /// <summary>Null where nobody noted it: the answer was lost, and the page was opened all the same.</summary>
    public static CardPage? Of(WriteScope scope, string session) =>
        scope.Db.Commands.Find(Key(session)) is { } command ? JsonSerializer.Deserialize<CardPage>(command.Answer) : null;

    /// <summary>True once per session: the card that was entered on it is kept now.</summary>
    public static bool IsFirst(WriteScope scope, int account, string session)
    {
        var key = $"card-entered:{session}";
        if (scope.Db.Commands.Find(key) is not null) return false;
        return scope.Once<bool>(new NewCommand(key, "card_entered", account, "Cards", RequestHash.Of(session)), _ => true).IsAccepted;
    }

    private static string Key(string session) => $"card-page:{session}";
}
