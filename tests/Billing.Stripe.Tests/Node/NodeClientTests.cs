using Billing.Stripe.Tests.Sandbox;

namespace Billing.Stripe.Tests.Node;

/// <summary>The sandbox judged by Stripe's own client, so that ours and it cannot be wrong together.</summary>
public sealed class NodeClientTests
{
    [NodeTheory]
    [InlineData("payments.test.mjs")]
    [InlineData("billing.test.mjs")]
    public async Task Sandbox_UsedByTheOfficialClient_AnswersAsStripeDoes(string file)
    {
        Assert.Null(NodeClient.Missing);
        await using var sandbox = await TestSandbox.StartAsync();

        var (code, output) = await NodeClient.TestAsync(file, sandbox.Server.Address);

        Assert.True(code == 0, output);
    }
}
