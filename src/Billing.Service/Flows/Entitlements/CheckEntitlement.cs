using System.Collections.Concurrent;
using Billing.Limits;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Entitlements;

/// <summary>What the seller asks about a feature.</summary>
/// <param name="Current">How many there are, as the seller counts; 0 or more.</param>
/// <param name="OwnLimit">A limit of one key's or thing's own, in place of the plan's; null for none.</param>
public sealed record EntitlementQuestion(string Feature, EntitlementAction Action, long Current, long? OwnLimit);

/// <summary>
/// What the account's plan allows, from memory. The seller's count is remembered, so that a change to a plan that allows
/// less can be refused where the book wants that; it is written only when it is another one.
/// </summary>
public sealed class CheckEntitlement(Writer writer, PublishedBooks books, BillingClock clock)
{
    private readonly ConcurrentDictionary<(int Account, string Feature), long> _known = new();

    /// <summary>Refuses <c>not_found</c>, and <c>unknown_feature</c> naming the field.</summary>
    public async Task<Outcome<EntitlementAnswer>> Run(AccountId account, EntitlementQuestion question, CancellationToken cancel)
    {
        if (writer.Find(account) is not { } wallet) return new Refusal("not_found", "There is no such account.");
        var answer = Answer(wallet, question);
        if (answer.Reason == Entitlement.UnknownFeature)
            return new Refusal(Entitlement.UnknownFeature, $"The price book has no feature '{question.Feature}'.", "feature");
        if (question.OwnLimit is null && BookOf(wallet).Feature(question.Feature) is not null) await Remember(wallet.Account, question, cancel);
        return answer;
    }

    /// <summary>The same without a count to remember: what the portal counts itself. A feature that the book does not know has no limit.</summary>
    public EntitlementAnswer Of(AccountId account, string feature, long current) =>
        writer.Find(account) is { } wallet && BookOf(wallet).Feature(feature) is not null
            ? Answer(wallet, new(feature, EntitlementAction.Add, current, null))
            : new(null, true, null);

    private EntitlementAnswer Answer(WalletState wallet, EntitlementQuestion question)
    {
        var book = BookOf(wallet);
        return Entitlement.Of(book, book.Plan(wallet.Plan), question.Feature, question.Action, question.Current, question.OwnLimit is { } limit ? (Fraction)limit : null);
    }

    private async Task Remember(int account, EntitlementQuestion question, CancellationToken cancel)
    {
        if (_known.TryGetValue((account, question.Feature), out var known) && known == question.Current) return;
        await writer.Run(scope => Note(scope, account, question), cancel);
        _known[(account, question.Feature)] = question.Current;
    }

    private static long Note(WriteScope scope, int account, EntitlementQuestion question)
    {
        var row = scope.Db.FeatureCounts.Find(account, question.Feature)
            ?? scope.Db.FeatureCounts.Add(new FeatureCountRow { Account = account, Feature = question.Feature }).Entity;
        (row.Count, row.At) = (question.Current, scope.Now);
        return row.Count;
    }

    private PriceBook BookOf(WalletState wallet) => books.At(wallet.PriceBook, clock.Now).Book;
}
