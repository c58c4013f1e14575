using System.Net.Http;
using System.Threading;

namespace Stripe;

/// <summary>What a service needs to reach the API.</summary>
public interface IStripeClient
{
    string ApiBase { get; }

    string ApiKey { get; }

    Task<T> RequestAsync<T>(HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken = default)
        where T : IStripeEntity;
}

/// <summary>Sends one prepared request, retries included.</summary>
public interface IHttpClient
{
    Task<StripeResponse> MakeRequestAsync(StripeRequest request, CancellationToken cancellationToken = default);
}
