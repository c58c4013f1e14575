namespace BillingPortal.Portal.Parts;

/// <summary>The five tones of chips, banners and toasts. Bad is only for overdrawn, declined and refused.</summary>
public enum Tone
{
    Neutral,
    Good,
    Info,
    Warn,
    Bad,
}
