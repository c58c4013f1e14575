using Billing.Units;

namespace BillingPortal.Portal.Demo;

/// <summary>An organisation that signed up an hour ago and has done nothing yet: where first steps are tried, and every page is empty.</summary>
internal sealed class NewcomerStory(AccountId account, string name, string book) : DemoStory
{
    public override AccountId Account => account;
    public override string Name => name;
    public override string Book => book;

    public override Instant Begins(Instant end) => end.Plus(TimeSpan.FromHours(-1));

    public override Task Begin(DemoScene scene, CancellationToken cancel) => Task.CompletedTask;
}
