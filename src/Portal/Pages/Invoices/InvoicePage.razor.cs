using Billing.Service.Flows.Invoices;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Invoices;

/// <summary>One document, how it is being collected, and a way to pay it now. Another organisation's is not there.</summary>
public sealed partial class InvoicePage(
    InvoicesRead read, PayInvoice pay, Toasts toasts, BillingClock clock, RecentReads recent, ILogger<InvoicePage> log) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Reading<InvoiceView> _view = new(log, recent);
    private readonly Press _press = new("Nothing was charged; press again in a moment.");
    private bool _missing;
    private int _thisYear;

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    [Parameter] public long Number { get; set; }

    protected override Task OnParametersSetAsync() => Load();

    private Task Load()
    {
        _thisYear = clock.Now.Day.Year;
        return _view.Read((Member.Organisation!.Account, "invoice", Number), RendererInfo.IsInteractive, async () =>
        {
            var view = await read.Find(Member.Organisation!.Account, Number, _gone.Token);
            _missing = view is null;
            return view!;
        });
    }

    private async Task Pay()
    {
        await _press.Run(async () =>
        {
            // A payment that has begun is not given up because its page is closed.
            var paid = await pay.Run(Member.Actor, Member.Organisation!.Account, Number, CancellationToken.None);
            _press.Refusal = paid.Refusal;
            if (paid.IsAccepted) toasts.Show(Tone.Good, $"Invoice {Number} is paid", "Thank you.");
        });
        await Load();
    }

    private static string Title(InvoiceView view) => InvoiceWords.Name(view.Summary.Kind, view.Summary.Number);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
