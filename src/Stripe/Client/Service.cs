using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Stripe;

/// <summary>A resource's calls. A service holds no state: make one wherever it is needed.</summary>
public abstract class Service
{
    private readonly IStripeClient _client;

    private protected Service(IStripeClient client) => _client = client ?? throw new ArgumentNullException(nameof(client));

    private protected static string Segment(string id) =>
        string.IsNullOrWhiteSpace(id) ? throw new ArgumentException("An object's id is missing.", nameof(id)) : Uri.EscapeDataString(id);

    private protected Task<T> GetAsync<T>(string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken)
        where T : IStripeEntity => _client.RequestAsync<T>(HttpMethod.Get, path, options, requestOptions, cancellationToken);

    private protected Task<T> PostAsync<T>(string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken)
        where T : IStripeEntity => _client.RequestAsync<T>(HttpMethod.Post, path, options, requestOptions, cancellationToken);

    private protected Task<T> DeleteAsync<T>(string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken)
        where T : IStripeEntity => _client.RequestAsync<T>(HttpMethod.Delete, path, options, requestOptions, cancellationToken);

    /// <summary>All pages as one sequence: onwards from <c>starting_after</c>, or backwards when <c>ending_before</c> is set.</summary>
    private protected async IAsyncEnumerable<T> PagesAsync<T>(string path, ListOptions options, RequestOptions requestOptions, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : IHasId
    {
        var asked = options ?? new ListOptions();
        var (after, before) = (asked.StartingAfter, asked.EndingBefore);
        try
        {
            while (true)
            {
                var page = await GetAsync<StripeList<T>>(path, asked, requestOptions, cancellationToken).ConfigureAwait(false);
                var backwards = before is not null;
                foreach (var item in backwards ? Enumerable.Reverse(page.Data) : page.Data)
                    yield return item;

                if (!page.HasMore || page.Data.Count == 0)
                    yield break;
                if (backwards)
                    asked.EndingBefore = page.Data[0].Id;
                else
                    asked.StartingAfter = page.Data[^1].Id;
            }
        }
        finally
        {
            // The options are the caller's: leave them as they came.
            (asked.StartingAfter, asked.EndingBefore) = (after, before);
        }
    }
}
