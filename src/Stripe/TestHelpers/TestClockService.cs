using System.Threading;

namespace Stripe.TestHelpers;

public class TestClockService : Service
{
    public TestClockService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<TestClock> CreateAsync(TestClockCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<TestClock>("/v1/test_helpers/test_clocks", options, requestOptions, cancellationToken);

    public virtual Task<TestClock> GetAsync(string id, TestClockGetOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<TestClock>($"/v1/test_helpers/test_clocks/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<TestClock> AdvanceAsync(string id, TestClockAdvanceOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<TestClock>($"/v1/test_helpers/test_clocks/{Segment(id)}/advance", options, requestOptions, cancellationToken);

    public virtual Task<TestClock> DeleteAsync(string id, TestClockDeleteOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        DeleteAsync<TestClock>($"/v1/test_helpers/test_clocks/{Segment(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<TestClock>> ListAsync(TestClockListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        GetAsync<StripeList<TestClock>>("/v1/test_helpers/test_clocks", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<TestClock> ListAutoPagingAsync(TestClockListOptions options = default, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PagesAsync<TestClock>("/v1/test_helpers/test_clocks", options, requestOptions, cancellationToken);
}

public class TestClockGetOptions : BaseOptions;

public class TestClockCreateOptions : BaseOptions
{
    public DateTime? FrozenTime { get; set; }
    public string Name { get; set; }
}

public class TestClockAdvanceOptions : BaseOptions
{
    public DateTime? FrozenTime { get; set; }
}

public class TestClockDeleteOptions : BaseOptions;

public class TestClockListOptions : ListOptions;
