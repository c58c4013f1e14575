using System.Net;
using Billing.Service.Storage.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.EntityFrameworkCore;

namespace Portal.Tests.Account;

public sealed class KeyRingTests : IAsyncLifetime
{
    private readonly AccountHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Restart_OnTheSameFolder_KeepsPeopleSignedIn()
    {
        var visitor = await SignedIn();
        await _host.Restart();

        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task Restart_WithoutTheKeyFile_StartsANewRingAndAsksToSignIn()
    {
        var visitor = await SignedIn();
        File.Delete(Path.Combine(_host.Folder, KeyRingSeal.FileName));
        await _host.Restart();

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Ask(AccountHost.MemberPage)).Status);
        await visitor.SignIn(DemoPeople.Owner.Email, DemoPeople.Password);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task StoredRing_ReadFromTheDatabase_HoldsNoKeyInPlainText()
    {
        await SignedIn();
        await using var db = _host.Store.CreateDbContext();
        var xml = string.Concat(await db.ProtectionKeys.Select(k => k.Xml).ToListAsync());

        Assert.Contains("</sealed>", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_host.Folder, KeyRingSeal.FileName)));
    }

    private async Task<Visitor> SignedIn()
    {
        var visitor = _host.Visitor();
        await visitor.SignIn(DemoPeople.Owner.Email, DemoPeople.Password);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
        return visitor;
    }
}
