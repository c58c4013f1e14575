using Billing.Service.Access;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Tests.Access;

public sealed class MembershipTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly PortalFolder _folder = new();

    public Task InitializeAsync() => _folder.InitializeAsync();

    public Task DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Check_ByRoleAndPermission_FollowsTheTable()
    {
        (Actor Actor, string Allowed)[] table =
        [
            (_folder.Owner, "Read Pay ManageKeys ManageMembers RunResources"),
            (_folder.Billing, "Read Pay RunResources"),
            (_folder.Developer, "Read ManageKeys RunResources"),
            (_folder.Viewer, "Read"),
            (_folder.Stranger, ""),
            (_folder.Operator, "Read"),
            (new Actor.Portal("job"), "Read Pay ManageKeys ManageMembers RunResources"),
        ];
        foreach (var (actor, allowed) in table)
        {
            var may = new List<string>();
            foreach (var permission in Enum.GetValues<Permission>())
                if (await _folder.Memberships.Check(actor, _folder.Halden, permission, None) is null)
                    may.Add(permission.ToString());
            Assert.Equal(allowed, string.Join(' ', may));
        }
    }

    [Fact]
    public async Task Check_AfterThePersonWasShutOut_RefusesAtOnce()
    {
        var id = PortalFolder.IdOf(_folder.Owner);
        await using var db = _folder.Factory.CreateDbContext();
        await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.DisabledAt, new Instant(1)));

        Assert.Equal("not_found", (await _folder.Memberships.Check(_folder.Owner, _folder.Halden, Permission.Read, None))?.Code);
        Assert.Empty(await _folder.Memberships.OrganisationsOf(id, None));
        Assert.Equal(["billing@demo.example"], await _folder.Memberships.BillingMails(_folder.Halden, None));
    }

    [Fact]
    public async Task Check_AfterTheMembershipEnded_RefusesAtOnce()
    {
        var id = PortalFolder.IdOf(_folder.Developer);
        await using var db = _folder.Factory.CreateDbContext();
        await db.Members.Where(m => m.UserId == id).ExecuteDeleteAsync();

        Assert.Equal("not_found", (await _folder.Memberships.Check(_folder.Developer, _folder.Halden, Permission.ManageKeys, None))?.Code);
    }

    [Fact]
    public async Task BillingMails_OfAnOrganisation_AreThoseWhoPay() =>
        Assert.Equal(["billing@demo.example", "owner@demo.example"], await _folder.Memberships.BillingMails(_folder.Halden, None));

    [Fact]
    public async Task Search_ByNameMailAccountOrKeyPrefix_FindsTheOrganisation()
    {
        var key = (await _folder.Keys.Create(_folder.Owner, _folder.Halden, new NewApiKey(new ApiKeyId(Guid.CreateVersion7()), "k"), None)).Value.Key;
        foreach (var text in new[] { "halden", "ROBOT", "viewer@demo", _folder.Halden.ToString(), key.Prefix })
            Assert.Equal([_folder.Halden], (await _folder.Memberships.Search(text, 10, None)).Select(o => o.Account));
        Assert.Equal(2, (await _folder.Memberships.Search("", 10, None)).Count);
        Assert.Empty(await _folder.Memberships.Search("100%", 10, None));
        Assert.Empty(await _folder.Memberships.Search("_", 10, None));
    }
}
