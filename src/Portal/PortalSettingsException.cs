namespace BillingPortal.Portal;

/// <summary>The portal cannot start as it is configured; the message names the setting and what is wrong with it.</summary>
public sealed class PortalSettingsException(string message) : Exception(message);
