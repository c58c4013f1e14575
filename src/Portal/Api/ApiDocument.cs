namespace BillingPortal.Portal.Api;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>: what programs may call, and nothing of the pages.</summary>
public static class ApiDocument
{
    public static IServiceCollection AddUsageApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "BillingPortal API";
            document.Info.Description = "Report usage, ask what a plan allows, and read the balance. Authorization: Bearer with an API key.";
            return Task.CompletedTask;
        });
    });
}
