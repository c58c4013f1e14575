using Billing.Service.Access;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>What every answer about an account needs: its number and asset, and what its keys are called.</summary>
internal sealed class AccountFacts
{
    private readonly AccountRow _account;
    private readonly Dictionary<int, KeyName> _keys;

    /// <param name="keys">The account's keys, from portal.db.</param>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public AccountFacts(Moment moment, AccountId account, IReadOnlyList<ApiKey> keys)
    {
        _account = moment.Db.Accounts.SingleOrDefault(row => row.Id == account)
            ?? throw new KeyNotFoundException($"The ledger has no account {account}");
        var named = keys.ToDictionary(key => key.Id, key => new KeyName(key.Id.Value, key.Name, key.Prefix));
        _keys = moment.Db.ApiKeyNumbers.Where(key => key.Account == _account.Number)
            .AsEnumerable().ToDictionary(key => key.Number, key => named.GetValueOrDefault(key.Key) ?? new(key.Key.Value, "Deleted key", ""));
    }

    public int Number => _account.Number;

    /// <summary>Kept out of what may be spent, in 10^-8.</summary>
    public long Frozen => _account.Frozen;
    public string PriceBook => _account.PriceBook;

    /// <summary>Units of 10^-8 as an amount of the account's asset.</summary>
    public Amount Amount(long units) => new(units, new Asset(_account.Asset));

    /// <summary>The key of a usage row's key number; null for none.</summary>
    public KeyName? Key(int number) => _keys.GetValueOrDefault(number);

    /// <summary>The usage rows' number of a key; -1, which no row has, for a key that was never used.</summary>
    public int NumberOf(Guid apiKey) => _keys.FirstOrDefault(key => key.Value.ApiKey == apiKey, new(-1, default!)).Key;
}

internal static class KeyList
{
    private static readonly Actor Reader = new Actor.Portal("reads");

    /// <summary>All keys of an account, revoked ones too. Pages check the person's membership before they ask.</summary>
    public static async Task<IReadOnlyList<ApiKey>> Of(this IApiKeys keys, AccountId account, CancellationToken cancel)
    {
        var answer = await keys.List(Reader, account, cancel);
        return answer.IsAccepted ? answer.Value : [];
    }
}
