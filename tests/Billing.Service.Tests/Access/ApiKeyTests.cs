using System.Text;
using Billing.Service.Access;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Tests.Access;

public sealed class ApiKeyTests(PortalFolder folder) : IClassFixture<PortalFolder>
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static NewApiKey Fresh(string? name = null) => new(new ApiKeyId(Guid.CreateVersion7()), name ?? $"key {Guid.NewGuid():N}");

    [Fact]
    public async Task Create_ByADeveloper_AnswersASecretThatIsFoundAgain()
    {
        var wanted = Fresh("prod-backend");
        var created = (await folder.Keys.Create(folder.Developer, folder.Halden, wanted, None)).Value;

        Assert.StartsWith("bp_live_", created.Secret, StringComparison.Ordinal);
        Assert.Equal(8 + 64, created.Secret.Length);
        Assert.StartsWith(created.Key.Prefix, created.Secret, StringComparison.Ordinal);
        Assert.Equal(12, created.Key.Prefix.Length);
        var found = await folder.Keys.Find(created.Secret, None);
        Assert.Equal((wanted.Id, folder.Halden, "prod-backend"), (found!.Id, found.Account, found.Name));
    }

    [Fact]
    public async Task Create_Twice_GivesDenseNumbersAndDifferentSecrets()
    {
        var first = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh(), None)).Value;
        var second = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh(), None)).Value;

        Assert.Equal(first.Key.Number + 1, second.Key.Number);
        Assert.NotEqual(first.Secret, second.Secret);
    }

    [Fact]
    public async Task Create_WithTheSameDialogAgain_MakesNoSecondKey()
    {
        var wanted = Fresh();
        await folder.Keys.Create(folder.Owner, folder.Halden, wanted, None);
        var again = await folder.Keys.Create(folder.Owner, folder.Halden, wanted with { Name = "another" }, None);

        Assert.Equal("already_created", again.Refusal?.Code);
    }

    [Theory]
    [InlineData("", "name_invalid")]
    [InlineData("   ", "name_invalid")]
    [InlineData("a\nb", "name_invalid")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890", "name_invalid")]
    public async Task Create_WithABadName_IsRefused(string name, string code) =>
        Assert.Equal(code, (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh(name), None)).Refusal?.Code);

    [Fact]
    public async Task Create_WithTheNameOfAWorkingKey_IsRefusedUntilThatOneIsRevoked()
    {
        var first = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh("search"), None)).Value;
        Assert.Equal("name_taken", (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh("search"), None)).Refusal?.Code);

        await folder.Keys.Revoke(folder.Owner, folder.Halden, first.Key.Id, None);
        Assert.True((await folder.Keys.Create(folder.Owner, folder.Halden, Fresh("search"), None)).IsAccepted);
    }

    [Fact]
    public async Task Revoke_AfterTheKeyWasUsed_RefusesTheNextCallAtOnce()
    {
        var created = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh(), None)).Value;
        Assert.NotNull(await folder.Keys.Find(created.Secret, None));

        Assert.Null(await folder.Keys.Revoke(folder.Developer, folder.Halden, created.Key.Id, None));

        Assert.Null(await folder.Keys.Find(created.Secret, None));
        Assert.Null(await folder.Keys.Revoke(folder.Developer, folder.Halden, created.Key.Id, None));
    }

    [Fact]
    public async Task Revoke_WhileTheKeyIsAskedForAllTheTime_IsNeverUndone()
    {
        for (var round = 0; round < 20; round++)
        {
            var created = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh(), None)).Value;
            using var stop = new CancellationTokenSource();
            var askers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                    await folder.Keys.Find(created.Secret, None);
            })).ToList();

            await folder.Keys.Revoke(folder.Owner, folder.Halden, created.Key.Id, None);
            Assert.Null(await folder.Keys.Find(created.Secret, None));

            await stop.CancelAsync();
            await Task.WhenAll(askers);
            Assert.Null(await folder.Keys.Find(created.Secret, None));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bp_live_8f2a")]
    [InlineData("bp_live_ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("bp_live_0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Find_WithWhatIsNoKey_FindsNothing(string? secret) => Assert.Null(await folder.Keys.Find(secret, None));

    [Fact]
    public async Task Find_WithTheStoredHash_FindsNothing()
    {
        var created = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh(), None)).Value;
        await using var db = folder.Factory.CreateDbContext();
        var hash = await db.ApiKeys.Where(k => k.Id == created.Key.Id).Select(k => k.Hash).SingleAsync();

        Assert.Null(await folder.Keys.Find("bp_live_" + Convert.ToHexStringLower(hash), None));
    }

    [Fact]
    public async Task Database_ReadAsBytes_HoldsNoUsableKey()
    {
        var created = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh("canary"), None)).Value;
        var bytes = await folder.Dump();
        var digits = created.Secret["bp_live_".Length..];

        Assert.True(bytes.AsSpan().IndexOf("canary"u8) >= 0, "the dump is read before it was written");
        Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(digits[4..])) < 0, "the secret is readable");
        Assert.True(bytes.AsSpan().IndexOf(Convert.FromHexString(digits)) < 0, "the secret's bits are readable");
    }

    [Fact]
    public async Task Rename_BySomeoneWhoMay_IsSeenInListAndFind()
    {
        var created = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh(), None)).Value;
        await folder.Keys.Find(created.Secret, None);

        Assert.Null(await folder.Keys.Rename(folder.Developer, folder.Halden, created.Key.Id, " batch-jobs ", None));

        Assert.Equal("batch-jobs", (await folder.Keys.Find(created.Secret, None))!.Name);
        Assert.Contains((await folder.Keys.List(folder.Viewer, folder.Halden, None)).Value, k => k.Name == "batch-jobs");
    }

    [Fact]
    public async Task LastUse_AfterCalls_IsWrittenLaterAndOnce()
    {
        var created = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh(), None)).Value;
        await folder.Keys.Find(created.Secret, None);
        Assert.Null(await LastUsed(created.Key));

        await folder.KeyStore.SaveUse(None);

        Assert.NotNull(await LastUsed(created.Key));
    }

    [Fact]
    public async Task RolesAndStrangers_OnEveryKeyOperation_AreHeldToTheTable()
    {
        var key = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh(), None)).Value.Key;
        (Actor Actor, string? Manage, string? Read)[] table =
        [
            (folder.Owner, null, null),
            (folder.Developer, null, null),
            (folder.Billing, "not_permitted", null),
            (folder.Viewer, "not_permitted", null),
            (folder.Stranger, "not_found", "not_found"),
            (folder.Operator, "not_found", null),
            (new Actor.Program(key.Id.Value, key.Prefix), "not_found", "not_found"),
            (new Actor.Person(Guid.CreateVersion7(), "nobody"), "not_found", "not_found"),
        ];
        foreach (var (actor, manage, read) in table)
        {
            Assert.Equal(manage, (await folder.Keys.Create(actor, folder.Halden, Fresh(), None)).Refusal?.Code);
            Assert.Equal(manage, (await folder.Keys.Rename(actor, folder.Halden, key.Id, $"by {Guid.NewGuid():N}", None))?.Code);
            Assert.Equal(read, (await folder.Keys.List(actor, folder.Halden, None)).Refusal?.Code);
            if (manage is not null)
                Assert.Equal(manage, (await folder.Keys.Revoke(actor, folder.Halden, key.Id, None))?.Code);
        }
    }

    [Fact]
    public async Task Revoke_OfAnotherOrganisationsKey_AnswersLikeAMissingOne()
    {
        var key = (await folder.Keys.Create(folder.Owner, folder.Halden, Fresh(), None)).Value;
        var foreign = await folder.Keys.Revoke(folder.Stranger, folder.Other, key.Key.Id, None);
        var missing = await folder.Keys.Revoke(folder.Stranger, folder.Other, new ApiKeyId(Guid.CreateVersion7()), None);

        Assert.Equal(missing, foreign);
        Assert.NotNull(await folder.Keys.Find(key.Secret, None));
    }

    private async Task<Instant?> LastUsed(ApiKey key)
    {
        var keys = (await folder.Keys.List(folder.Owner, folder.Halden, None)).Value;
        return keys.Single(k => k.Id == key.Id).LastUsedAt;
    }
}
