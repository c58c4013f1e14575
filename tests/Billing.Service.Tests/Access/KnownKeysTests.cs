using Billing.Service.Access;
using Billing.Service.Storage.Portal;
using Billing.Units;

namespace Billing.Service.Tests.Access;

public sealed class KnownKeysTests
{
    private static readonly byte[] Hash = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly ApiKey Key = new(
        new ApiKeyId(Guid.CreateVersion7()), 7, new AccountId(Guid.CreateVersion7()), "k", "bp_live_8f2a", ApiScopes.All, NewApiKey.Production,
        new Instant(0), null, null);

    private readonly KnownKeys _known = new(TimeProvider.System);

    [Fact]
    public void Remember_OfAKeyReadBeforeARevocation_IsNotKept()
    {
        var asOf = _known.Version;
        _known.Forget(Hash);
        _known.Remember(Hash, Key, asOf);

        Assert.Null(_known.Find(Hash));
    }

    [Fact]
    public void Remember_OfAKeyReadAfterwards_IsKeptUntilForgotten()
    {
        _known.Forget(Hash);
        _known.Remember(Hash, Key, _known.Version);
        Assert.Equal(Key, _known.Find(Hash)?.Key);

        _known.Forget(Hash);
        Assert.Null(_known.Find(Hash));
    }

    [Fact]
    public void TakeUse_AfterTheKeyWasForgotten_StillTellsItsLastUse()
    {
        _known.Remember(Hash, Key, _known.Version).UsedAt = new Instant(42);
        _known.Forget(Hash);

        Assert.Equal(new Instant(42), _known.TakeUse()[7]);
        Assert.Empty(_known.TakeUse());
    }
}
