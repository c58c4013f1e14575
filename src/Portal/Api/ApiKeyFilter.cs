using Billing.Service.Access;

namespace BillingPortal.Portal.Api;

/// <summary>Lets a request pass with a working key of the right scope (<c>Authorization: Bearer …</c>).</summary>
internal sealed class ApiKeyFilter(ApiScopes needed) : IEndpointFilter
{
    private const string Scheme = "Bearer ";
    private static readonly object Item = new();

    /// <summary>The key that the filter let pass.</summary>
    public static ApiKey KeyOf(HttpContext http) => (ApiKey)http.Items[Item]!;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var header = http.Request.Headers.Authorization.ToString();
        var secret = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
        var key = await http.RequestServices.GetRequiredService<IApiKeys>().Find(secret, http.RequestAborted);
        if (key is null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiProblem.Of(StatusCodes.Status401Unauthorized, new("invalid_api_key", "The API key is missing, wrong or revoked."));
        }

        if (!key.Scopes.HasFlag(needed))
            return ApiProblem.Of(StatusCodes.Status403Forbidden, new("missing_scope", "This API key may not do that."));
        http.Items[Item] = key;
        return await next(context);
    }
}
