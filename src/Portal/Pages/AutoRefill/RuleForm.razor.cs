using System.Globalization;
using Billing.Refills;
using Billing.Service.Flows.Refills;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.AutoRefill;

/// <summary>The rule: typed, looked at with what it charges at once, accepted.</summary>
public sealed partial class RuleForm
{
    private string _threshold = "", _amount = "", _ceiling = "", _days = "";
    private AutoRefillSettings? _settings, _filledFrom;
    private RefillPreview? _preview;
    private (string Field, string Message)? _fault;

    [Parameter, EditorRequired] public RefillView View { get; set; } = null!;
    [Parameter] public bool MayPay { get; set; }
    [Parameter] public bool Busy { get; set; }
    [Parameter, EditorRequired] public Func<AutoRefillSettings, Task<RefillPreview?>> OnPreview { get; set; } = null!;
    [Parameter] public EventCallback<RefillWish> OnSet { get; set; }

    private string Unit => MoneyText.Of(Amount.Zero(View.Book.Wallet.Unit)).Unit;
    private string Currency => MoneyText.Sign(View.Book.Currency);

    protected override void OnParametersSet()
    {
        // What was typed stays; what somebody else set meanwhile replaces it.
        if (_filledFrom == View.Settings) return;
        _filledFrom = View.Settings;
        _threshold = View.Settings.Threshold.ToDecimalText();
        _amount = View.Settings.Refill.ToDecimalText();
        _ceiling = View.Settings.MonthCeiling.ToDecimalText();
        _days = View.Settings.DayLimit.ToString(CultureInfo.InvariantCulture);
    }

    private async Task Review()
    {
        _preview = null;
        _settings = Typed();
        if (_settings is null) return;
        var preview = await OnPreview(_settings);
        _fault = preview?.Fault is { } fault ? (fault.Code, fault.Message) : null;
        _preview = _fault is null ? preview : null;
    }

    private async Task Accept()
    {
        var charge = _preview!.Answer!.Started ? _preview.Answer.Charge : (Amount?)null;
        await OnSet.InvokeAsync(new RefillWish(_settings!, charge));
        _preview = null;
    }

    private AutoRefillSettings? Typed()
    {
        _fault = null;
        var (unit, money) = (View.Book.Wallet.Unit, View.Book.Currency);
        if (!TryRead(_threshold, unit, out var threshold)) return Wrong("threshold", "Type an amount such as 500.");
        if (!TryRead(_amount, unit, out var amount)) return Wrong("amount", "Type an amount such as 2000.");
        if (!TryRead(_ceiling, money, out var ceiling)) return Wrong("month_ceiling", "Type an amount such as 100: nothing refills without an end.");
        return int.TryParse(_days.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? new(threshold, amount, ceiling, days)
            : Wrong("day_limit", "Type a whole number.");
    }

    private AutoRefillSettings? Wrong(string field, string message)
    {
        _fault = (field, message);
        return null;
    }

    private static bool TryRead(string text, Asset asset, out Amount amount) =>
        Amount.TryParse(text.Trim().Replace(",", "", StringComparison.Ordinal), asset, out amount);

    private string? ErrorOf(string field) => _fault is var (wrong, message) && wrong == field ? message : null;
}
