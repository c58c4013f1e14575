namespace BillingPortal.Portal.Parts;

/// <summary>One read of a page: not there yet, there, or failed under an id that the log knows too.</summary>
public sealed class Reading<T>(ILogger log, RecentReads recent) where T : class
{
    public T? Value { get; private set; }

    /// <summary>The id of the last failure; null when the last read came.</summary>
    public string? FailedAs { get; private set; }

    /// <summary>Reads again. What was there before stays until something newer comes.</summary>
    /// <param name="key">The question, account included.</param>
    /// <param name="interactive">A circuit draws; false while the page is first drawn for the answer to the browser.</param>
    public async Task Read(object key, bool interactive, Func<Task<T>> read)
    {
        if (interactive) Value ??= recent.Take<T>(key);
        try
        {
            Value = await read();
            FailedAs = null;
            if (!interactive && Value is not null) recent.Keep(key, Value);
        }
        catch (OperationCanceledException)
        {
            // The reader left the page.
        }
        catch (Exception problem)
        {
            FailedAs = $"req_{Guid.CreateVersion7():N}";
            log.LogError(problem, "Reading {What} failed as {RequestId}", typeof(T).Name, FailedAs);
        }
    }

    /// <summary>Puts a piece of news into what is shown, until the next read.</summary>
    public void Change(Func<T, T> change)
    {
        if (Value is { } value) Value = change(value);
    }
}
