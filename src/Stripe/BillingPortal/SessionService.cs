using System.Threading;

namespace Stripe.BillingPortal;

public class SessionService : Service
{
    public SessionService(IStripeClient client)
        : base(client)
    {
    }

    public virtual Task<Session> CreateAsync(SessionCreateOptions options, RequestOptions requestOptions = default, CancellationToken cancellationToken = default) =>
        PostAsync<Session>("/v1/billing_portal/sessions", options, requestOptions, cancellationToken);
}

public class SessionCreateOptions : BaseOptions
{
    public string Configuration { get; set; }
    public string Customer { get; set; }
    public SessionFlowDataOptions FlowData { get; set; }
    public string Locale { get; set; }
    public string ReturnUrl { get; set; }
}

/// <summary>Opens one task instead of the overview.</summary>
public class SessionFlowDataOptions
{
    public SessionFlowDataAfterCompletionOptions AfterCompletion { get; set; }
    /// <summary>payment_method_update, subscription_cancel, subscription_update or subscription_update_confirm.</summary>
    public string Type { get; set; }
}

public class SessionFlowDataAfterCompletionOptions
{
    public SessionFlowDataAfterCompletionRedirectOptions Redirect { get; set; }
    /// <summary>hosted_confirmation, portal_homepage or redirect.</summary>
    public string Type { get; set; }
}

public class SessionFlowDataAfterCompletionRedirectOptions
{
    public string ReturnUrl { get; set; }
}
