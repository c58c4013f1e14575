using Microsoft.AspNetCore.Http;

namespace Stripe.Sandbox.Pages;

/// <summary>A page with the headers of a page that takes card numbers: no script, no frame, no cache, no referrer.</summary>
internal sealed class PageResult(Html page, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        answer.StatusCode = status;
        answer.ContentType = "text/html; charset=utf-8";
        answer.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";
        answer.Headers.CacheControl = "no-store";
        answer.Headers["Referrer-Policy"] = "no-referrer";
        answer.Headers.XContentTypeOptions = "nosniff";
        return answer.WriteAsync(page.ToString(), httpContext.RequestAborted);
    }
}

internal sealed class SeeOtherResult(string url) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = url;
        return Task.CompletedTask;
    }
}
