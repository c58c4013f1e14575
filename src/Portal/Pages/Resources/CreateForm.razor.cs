using System.Globalization;
using Billing.PriceBooks;
using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Resources;

/// <summary>Choose name, size and number; see what an hour and a month cost before anything begins.</summary>
public sealed partial class CreateForm(CreateResource flow)
{
    // Made when the form opens: a second press creates nothing more.
    private ResourceId _id = NewId();
    private ElementReference _input;
    private string _name = "";
    private string _size = "";
    private string _instances = "1";
    private readonly Press _press = new("Press again in a moment: it creates one and no more.");

    [Parameter, EditorRequired] public AccountId Account { get; set; }
    [Parameter, EditorRequired] public Actor Actor { get; set; } = null!;
    [Parameter, EditorRequired] public ResourcesView View { get; set; } = null!;
    [Parameter] public EventCallback<(string Name, ResourceState State)> OnCreated { get; set; }
    [Parameter] public EventCallback OnCancel { get; set; }

    private ResourceSize? Chosen => View.Sizes.FirstOrDefault(size => size.Id == _size);
    private int Instances => int.TryParse(_instances, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= CreateResource.MostInstances ? count : 0;
    private Amount PerHour => Times(Chosen!.PerHour);
    private Amount PerMonth => Times(Chosen!.PerMonth);

    /// <summary>What becomes of the first hour.</summary>
    private string First => (View.Charge, View.Available) switch
    {
        (ResourceCharge.SecondInArrears, _) => "Counted by the second, while it runs.",
        (_, { } available) when available < PerHour => $"There are {MoneyText.Of(available)}: it will wait for a top-up.",
        _ => "The first hour is charged when it starts.",
    };

    protected override void OnInitialized() => _size = View.Sizes[0].Id;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await _input.FocusAsync();
    }

    private Task Create() => _press.Run(async () =>
    {
        var created = await flow.Run(Actor, new(Account, _id, _name, _size, Instances, Start: true), CancellationToken.None);
        _press.Refusal = created.Refusal;
        if (created.IsAccepted) await OnCreated.InvokeAsync((_name.Trim(), created.Value.State));
        else _id = NewId();
    });

    private Amount Times(Amount one) => new(one.Units * Math.Max(Instances, 1), one.Asset);

    private static string Price(ResourceSize size) => size switch
    {
        { PerHour.IsZero: true } => "free",
        { PerSecond: { } second } => $"{MoneyText.Of(second, MoneyStyle.Rate)} a second",
        _ => $"{MoneyText.Of(size.PerHour, MoneyStyle.Price)} an hour",
    };

    private static string Text(ChangeEventArgs change) => change.Value as string ?? "";

    private static ResourceId NewId() => new(Guid.CreateVersion7());
}
