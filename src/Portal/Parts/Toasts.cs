namespace BillingPortal.Portal.Parts;

/// <summary>Short words about something that just happened, for one circuit. <see cref="ToastRegion"/> shows and announces them.</summary>
public sealed class Toasts
{
    private readonly List<Toast> _shown = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Shown => _shown;

    /// <param name="title">One line: what happened.</param>
    /// <param name="detail">One line: what it means now.</param>
    public void Show(Tone tone, string title, string? detail = null, string? actionText = null, string? href = null)
    {
        _shown.Add(new Toast(Guid.NewGuid(), tone, title, detail, actionText, href));
        if (_shown.Count > 3) _shown.RemoveAt(0);
        Changed?.Invoke();
    }

    public void Close(Guid id)
    {
        if (_shown.RemoveAll(toast => toast.Id == id) > 0) Changed?.Invoke();
    }
}

/// <summary>At most two lines and one action.</summary>
public sealed record Toast(Guid Id, Tone Tone, string Title, string? Detail, string? ActionText, string? Href);
