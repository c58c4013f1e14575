using Billing.Stripe.Tests.Sandbox;
using Stripe;

namespace Billing.Stripe.Tests.Client;

public sealed class PagingTests
{
    [Fact]
    public async Task AutoPaging_InEitherDirection_VisitsEveryObjectOnce()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customers = new CustomerService(sandbox.Client);
        foreach (var name in "abcdefg")
            await customers.CreateAsync(new CustomerCreateOptions { Name = name.ToString() });
        var oldest = (await customers.ListAsync(new CustomerListOptions { Limit = 100 })).Data[^1];

        var options = new CustomerListOptions { Limit = 2 };
        Assert.Equal("gfedcba", await NamesAsync(customers.ListAutoPagingAsync(options)));
        Assert.Null(options.StartingAfter);
        Assert.Equal("bcdefg", await NamesAsync(customers.ListAutoPagingAsync(new CustomerListOptions { Limit = 2, EndingBefore = oldest.Id })));
    }

    private static async Task<string> NamesAsync(IAsyncEnumerable<Customer> customers)
    {
        var names = string.Empty;
        await foreach (var customer in customers)
            names += customer.Name;
        return names;
    }
}
