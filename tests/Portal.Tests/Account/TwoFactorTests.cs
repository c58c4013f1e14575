using System.Net;
using System.Web;
using BillingPortal.Portal.Demo;

namespace Portal.Tests.Account;

public sealed class TwoFactorTests(AccountHost host) : IClassFixture<AccountHost>
{
    private static string CodeNow(string key) => Authenticator.Code(key, TimeProvider.System.GetUtcNow());

    [Fact]
    public void Authenticator_OnTheRfcsExample_GivesItsCode() =>
        Assert.Equal("287082", Authenticator.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact]
    public async Task TurnOn_WithTheCodeOfTheShownKey_AsksForACodeFromThenOn()
    {
        var (key, _, visitor) = await TurnedOn("on@quill.example");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);

        var elsewhere = host.Visitor();
        var asked = await elsewhere.SignIn("on@quill.example", DemoPeople.Password, $"/account/sign-in?returnUrl={Uri.EscapeDataString(AccountHost.MemberPage)}");
        Assert.Equal("Your code", asked.Heading);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.Ask(AccountHost.MemberPage)).Status);

        Assert.Contains("not the code", (await elsewhere.Submit(asked, "code", ("Input.Code", "000 000"))).Text, StringComparison.Ordinal);
        var code = CodeNow(key);
        var done = await elsewhere.Send(asked, "code", ("Input.Code", $"{code[..3]} {code[3..]}"));
        Assert.Equal(AccountHost.MemberPage, done.Location?.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Ask(AccountHost.MemberPage)).Status);
        Assert.Contains(host.MailsTo("on@quill.example"), mail => mail.Contains("Two-factor sign-in was turned on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_UsedASecondTime_IsRefused()
    {
        var (key, _, _) = await TurnedOn("twice@quill.example");
        var code = CodeNow(key);
        foreach (var expected in new[] { HttpStatusCode.OK, HttpStatusCode.Redirect })
        {
            var visitor = host.Visitor();
            await visitor.Send(await visitor.SignIn("twice@quill.example", DemoPeople.Password), "code", ("Input.Code", code));
            Assert.Equal(expected, (await visitor.Ask(AccountHost.MemberPage)).Status);
        }
    }

    [Fact]
    public async Task TurnOn_WithAWrongCode_StaysOff()
    {
        await host.NewPerson("wrong@quill.example");
        var visitor = host.Visitor();
        await visitor.SignIn("wrong@quill.example", DemoPeople.Password);
        var answer = await visitor.Submit(await visitor.Open("/account/two-factor"), "enable", ("Input.Code", "123456"));

        Assert.Contains("not the code of this moment", answer.Text, StringComparison.Ordinal);
        Assert.False(await host.WithUsers(async users => (await users.FindByEmailAsync("wrong@quill.example"))!.TwoFactorEnabled));
    }

    [Fact]
    public async Task QrCode_OnThePage_IsDrawnAndItsKeyStaysTheSameOnReload()
    {
        await host.NewPerson("qr@quill.example");
        var visitor = host.Visitor();
        await visitor.SignIn("qr@quill.example", DemoPeople.Password);
        var first = await visitor.Open("/account/two-factor");
        var second = await visitor.Open("/account/two-factor");

        Assert.Matches("^M[0-9]", first.Document.QuerySelector("svg.qr path")!.GetAttribute("d"));
        Assert.Equal(KeyOn(first), KeyOn(second));
        Assert.Equal(32, KeyOn(first).Length);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task RecoveryCode_UsedOnce_WorksOnceAndIsShownOnce()
    {
        var (_, codes, visitor) = await TurnedOn("recovery@quill.example");
        Assert.Equal(10, codes.Distinct(StringComparer.Ordinal).Count());
        var page = await visitor.Open("/account/two-factor");
        Assert.DoesNotContain(codes[0], page.Text, StringComparison.Ordinal);

        var elsewhere = host.Visitor();
        await elsewhere.SignIn("recovery@quill.example", DemoPeople.Password);
        await elsewhere.Send(await elsewhere.Open("/account/sign-in/recovery"), "recovery", ("Input.Code", codes[0]));
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Ask(AccountHost.MemberPage)).Status);
        Assert.Contains("9 recovery codes are left", (await elsewhere.Open("/account/two-factor")).Text, StringComparison.Ordinal);

        var third = host.Visitor();
        await third.SignIn("recovery@quill.example", DemoPeople.Password);
        var refused = await third.Submit(await third.Open("/account/sign-in/recovery"), "recovery", ("Input.Code", codes[0]));
        Assert.Contains("used already", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await third.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task RecoveryCodes_MadeAnew_ReplaceTheOldOnes()
    {
        var (_, old, visitor) = await TurnedOn("anew@quill.example");
        var made = await visitor.Submit(await visitor.Open("/account/two-factor"), "codes");
        Assert.Equal(10, made.Document.QuerySelectorAll(".codes li").Length);

        var elsewhere = host.Visitor();
        await elsewhere.SignIn("anew@quill.example", DemoPeople.Password);
        await elsewhere.Submit(await elsewhere.Open("/account/sign-in/recovery"), "recovery", ("Input.Code", old[0]));
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task WrongCodes_FiveOfThem_LockTheDoor()
    {
        var (key, _, _) = await TurnedOn("codes@quill.example");
        var visitor = host.Visitor();
        var asked = await visitor.SignIn("codes@quill.example", DemoPeople.Password);
        for (var i = 0; i < 5; i++)
            await visitor.Submit(asked, "code", ("Input.Code", "000000"));

        var answer = await visitor.Submit(asked, "code", ("Input.Code", CodeNow(key)));
        Assert.Contains("locked for 15 minutes", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Ask(AccountHost.MemberPage)).Status);
    }

    [Fact]
    public async Task Operator_WithoutTwoFactor_IsSentToTurnItOnAndThenLetIn()
    {
        var visitor = host.Visitor();
        await visitor.SignIn(DemoPeople.Operator.Email, DemoPeople.Password);
        var sent = await visitor.Ask("/admin");
        Assert.Equal("/account/two-factor", sent.Location?.AbsolutePath);

        var page = await visitor.Open("/admin");
        await visitor.Submit(page, "enable", ("Input.Code", CodeNow(KeyOn(page))));

        // Each of these renews the cookie; the second factor must not get lost on the way.
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await visitor.Ask("/admin")).Status);
        Assert.Equal("/admin", (await visitor.Ask(AccountHost.MemberPage)).Location?.AbsolutePath);
    }

    private async Task<(string Key, IReadOnlyList<string> Codes, Visitor Visitor)> TurnedOn(string email)
    {
        await host.NewPerson(email);
        var visitor = host.Visitor();
        await visitor.SignIn(email, DemoPeople.Password);
        var page = await visitor.Open("/account/two-factor");
        var key = KeyOn(page);
        var on = await visitor.Submit(page, "enable", ("Input.Code", CodeNow(key)));
        return (key, [.. on.Document.QuerySelectorAll(".codes li").Select(li => li.TextContent)], visitor);
    }

    private static string KeyOn(Page page) => page.Document.QuerySelector("#key")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
}
