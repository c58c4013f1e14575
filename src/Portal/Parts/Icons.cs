namespace BillingPortal.Portal.Parts;

/// <summary>Path data of the portal's own icons on a 16 x 16 grid, drawn as strokes. No icon font is ever loaded.</summary>
public static class Icons
{
    public const string Overview = "M2.5 9.5 6 6l2.5 2.5 5-5M2.5 13.5h11";
    public const string Requests = "M3 4h10M3 8h10M3 12h6";
    public const string Transactions = "M3 5h9M9.5 2.5 12 5 9.5 7.5M13 11H4M6.5 8.5 4 11l2.5 2.5";
    public const string TopUp = "M8 3.5v9M3.5 8h9";
    public const string Wallet = "M2.5 5v7.5h11V5h-11ZM2.5 5l8-2.5V5M10.5 8.8h.1";
    public const string Key = "M2.5 10.5a3 3 0 1 0 6 0 3 3 0 1 0-6 0M7.7 8.3 13 3M11 5l1.8 1.8";
    public const string Person = "M5.5 5.5a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M3 13.5c.5-2.5 2.5-3.5 5-3.5s4.5 1 5 3.5";
    public const string Shield = "M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4l5-2ZM5.8 8l1.6 1.6 3-3.2";
    public const string Undo = "M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.5 4 3 6.5 5.5 9";
    public const string Check = "m3.5 8.5 3 3 6-7";
    public const string Cross = "m4.5 4.5 7 7M11.5 4.5l-7 7";
    public const string Chevron = "m4.5 6.5 3.5 3.5 3.5-3.5";
    public const string Menu = "M2.5 4.5h11M2.5 8h11M2.5 11.5h11";
    public const string Theme = "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5Z";
    public const string Link = "M7 9a2.5 2.5 0 0 0 3.6 0l2-2A2.5 2.5 0 0 0 9 3.5l-.8.8M9 7a2.5 2.5 0 0 0-3.6 0l-2 2A2.5 2.5 0 0 0 7 12.5l.8-.8";
    public const string Clock = "M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0M8 5v3l2 1.5";
    public const string Retry = "M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.8h-2.8";
    public const string Lock = "M3.5 7h9v6.5h-9ZM5.5 7V5a2.5 2.5 0 0 1 5 0v2";
    public const string Warning = "M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.3v.1";
    public const string Info = "M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0M8 7.5v3.2M8 5.3v.1";
    public const string Plug = "M5.5 2.5v3M10.5 2.5v3M4 5.5h8V8a4 4 0 0 1-8 0V5.5ZM8 12v2";
    public const string Search = "M3 7a4 4 0 1 0 8 0 4 4 0 1 0-8 0M10 10l3.5 3.5";
    public const string SignOut = "M9.5 2.5h-6v11h6M7 8h7M11.5 5.5 14 8l-2.5 2.5";
    public const string Server = "M2.5 3h11v4h-11ZM2.5 9h11v4h-11ZM5 5h.1M5 11h.1";
    public const string Building = "M3.5 13.5v-11h6v11M9.5 6.5h3v7M2 13.5h12M5.5 5.5h2M5.5 8.5h2";
    public const string Plan = "M2.5 4.5h11v7h-11ZM5 7h6M5 9h3.5";
    public const string Credits = "M2.5 8a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M8.5 5.6a2.5 2.5 0 1 1 0 4.8M11 5.6a2.5 2.5 0 0 1 0 4.8";
    public const string Coupon = "M2.5 5h11v2a1 1 0 0 0 0 2v2h-11V9a1 1 0 0 0 0-2V5ZM9.5 5v6";
    public const string Invoice = "M4 2.5h8v11l-2-1.3-2 1.3-2-1.3-2 1.3v-11ZM6 6h4M6 8.5h4";
    public const string Resource = "M2.5 3h11v4h-11ZM2.5 9h11v4h-11ZM5 5h.1M5 11h.1";
    public const string Environment = "M8 2.5 13.5 5 8 7.5 2.5 5 8 2.5ZM2.5 8 8 10.5 13.5 8M2.5 11 8 13.5 13.5 11";
    public const string Card = "M2 4h12v8.5H2ZM2 7h12M4.5 10h2.5";
    public const string Download = "M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13h10";
}
