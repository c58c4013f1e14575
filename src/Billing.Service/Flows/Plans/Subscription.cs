using Billing.Credits;
using Billing.Ledger;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>
/// An account's subscription inside a transaction: its row, read by its price book. Whoever changes the row does it
/// here, so that the plan charges look at (its discount) and the row never differ.
/// </summary>
internal sealed class Subscription
{
    private readonly WriteScope _scope;
    private readonly PriceBook _book;

    private Subscription(WriteScope scope, PriceBook book, SubscriptionRow row) => (_scope, _book, Row) = (scope, book, row);

    public SubscriptionRow Row { get; }

    public Plan Plan => _book.Plan(Row.Plan) ?? _book.Plans[0];

    /// <summary>What its price covers; empty while a renewal waits for its payment.</summary>
    public Period Period => new(Row.PeriodStart, Row.PeriodEnd);

    /// <summary>What has been paid for and is not over; null for a plan without a price, too.</summary>
    public Period? PaidPeriod => HasPrice && Period.Contains(_scope.Now) ? Period : null;

    /// <summary>Its months count from the last change of plan, or from the calendar.</summary>
    public MonthAnchor Anchor => new(ByCalendar(_book) ? Row.PeriodStart.StartOfMonth : Row.ChangedAt ?? Row.PeriodStart);

    public bool HasPrice => Price.IsPositive;

    public Amount Price => PriceOf(_book, Plan, Row.Interval);

    /// <summary>Collected by this subscription's own payment when a period begins; else free, or a line of the monthly invoice (C-14).</summary>
    public bool RenewsByCard => HasPrice && !GoesByInvoice(_book);

    /// <summary>The provider's subscription is its timer and collects it.</summary>
    public bool RenewsByProvider => HasPrice && Row.GatewaySubscription is not null;

    /// <summary>Its period is over, and the provider has not collected the next one yet.</summary>
    public bool AwaitsProvider => RenewsByProvider && Row.PeriodEnd <= _scope.Now;

    /// <summary>It ends with the period: what follows has no price.</summary>
    public bool EndsWithPeriod => Row.NextPlan is not null && PriceOf(_book, NextPlan, Row.NextInterval).IsZero;

    /// <summary>What the period's end asks for.</summary>
    public Plan NextPlan => Row.NextPlan is { } next ? _book.Plan(next) ?? _book.Plans[0] : Plan;

    public BillingInterval NextInterval => Row.NextPlan is null ? Row.Interval : Row.NextInterval;

    /// <summary>What the next payment covers: from the old end on, however late it comes.</summary>
    public Period NextPeriod
    {
        get
        {
            var anchor = new MonthAnchor(ByCalendar(_book) ? Row.PeriodEnd.StartOfMonth : Anchor.Start);
            return new(Row.PeriodEnd, anchor.Plus(anchor.IndexAt(Row.PeriodEnd) + MonthsOf(Row.Interval)));
        }
    }

    /// <summary>The month whose allowance comes next; null for none in this period.</summary>
    public AllowanceMonth? NextAllowance =>
        Plan.Included.IsPositive ? AllowanceSchedule.MonthOf(Period, Anchor, Row.MonthsGranted) : null;

    /// <summary>When something happens to it without a payment; null for never.</summary>
    public Instant? Turn => Row.PeriodEnd < Instant.Latest && (Row.NextPlan is not null || !RenewsByCard) ? Row.PeriodEnd : null;

    /// <summary>What the book's plans cost is collected by subscriptions of the payment provider.</summary>
    public static bool CollectedByProvider(PriceBook book) => book.PlanChanges?.Collection == PlanCollection.Subscription;

    public static bool ByCalendar(PriceBook book) => book.PlanChanges?.Period == PeriodRule.CalendarMonth;

    /// <summary>Calendar months of a postpaid book stand on its monthly invoice, in advance (C-14).</summary>
    public static bool GoesByInvoice(PriceBook book) => ByCalendar(book) && book.Wallet.Funding == FundingMode.Postpaid;

    public static Amount PriceOf(PriceBook book, Plan plan, BillingInterval interval) => plan.PriceOf(interval, book.Currency) ?? Amount.Zero(book.Currency);

    public static Period WholePeriod(Instant start, BillingInterval interval) => new(start, new MonthAnchor(start).Plus(MonthsOf(interval)));

    /// <summary>As it stands, on the book of an instant; null before it has begun, and where the book has no plans.</summary>
    public static Subscription? Find(WriteScope scope, int account, Instant at)
    {
        if (scope.Db.Subscriptions.Find(account) is not { } row) return null;
        var (then, now) = (scope.BookOf(account, at), scope.BookOf(account, scope.Now));
        return now.Plans.Count > 0 ? new(scope, then.Plans.Count > 0 ? then : now, row) : null;
    }

    /// <summary>As it stands now; begins on the book's lowest plan where it has not begun. Null where the book has no plans.</summary>
    public static Subscription? Of(WriteScope scope, int account)
    {
        if (Find(scope, account, scope.Now) is { } known) return known;
        return scope.BookOf(account, scope.Now).Plans.Count > 0 ? First(scope, account, scope.Db.Accounts.Find(account)!.Created) : null;
    }

    /// <summary>The lowest plan, which every account has from its opening on (MS-12, KS-20, KO-10).</summary>
    public static Subscription First(WriteScope scope, int account, Instant opened)
    {
        var book = scope.BookOf(account, scope.Now);
        var row = new SubscriptionRow { Account = account, Plan = book.Plans[0].Id };
        scope.Db.Subscriptions.Add(row);
        var subscription = new Subscription(scope, book, row);
        subscription.Begin(book.Plans[0], BillingInterval.Month, opened);
        row.ChangedAt = null;
        return subscription;
    }

    /// <summary>A plan begins, for a period that is paid; what was scheduled or failed before is over.</summary>
    public void Begin(Plan plan, BillingInterval interval, Period period, Instant at)
    {
        // Who was told of this plan before needs not be told again; what the provider knows of another one is wrong now.
        if (Row.NextPlan != plan.Id) Wish();
        (Row.Plan, Row.Interval) = (plan.Id, interval);
        (Row.PeriodStart, Row.PeriodEnd, Row.MonthsGranted) = (period.Start, period.End, 0);
        (Row.NextPlan, Row.NextInterval, Row.ChangedAt) = (null, default, at);
        Paid();
        _scope.SetPlan(Row.Account, plan.Id);
        GrantStarter(plan, at);
    }

    /// <summary>A plan begins at an instant without a payment: one without a price runs on, one with a price waits for its renewal.</summary>
    public void Begin(Plan plan, BillingInterval interval, Instant at) => Begin(plan, interval, Unpaid(plan, interval, at), at);

    /// <summary>What happens at <see cref="Turn"/>: the scheduled plan begins, or a month without a payment of its own.</summary>
    public void TurnOver()
    {
        var at = Row.PeriodEnd;
        if (Row.NextPlan is { } next)
        {
            Begin(_book.Plan(next) ?? _book.Plans[0], Row.NextInterval, at);
            return;
        }

        var period = Unpaid(Plan, Row.Interval, at);
        (Row.PeriodStart, Row.PeriodEnd, Row.MonthsGranted) = (period.Start, period.End, 0);
    }

    /// <summary>While the provider collects a renewal there is no other paid plan: both would be charged. Null where nothing stands against a change.</summary>
    public Refusal? MayChangeTo(Plan to, BillingInterval interval) => !AwaitsProvider || PriceOf(_book, to, interval).IsZero ? null
        : Row.FailedAt is null ? new("renewal_running", $"{Plan.Name} is being renewed just now; that takes about an hour. Change it then.", "plan")
        : new("renewal_unpaid", $"The renewal of {Plan.Name} is not paid. Pay it first, or cancel the plan.", "plan");

    /// <summary>Notes what comes with the period's end; null to stay. Nothing is charged for it.</summary>
    public void Next(Plan? plan, BillingInterval interval)
    {
        (Row.NextPlan, Row.NextInterval) = (plan?.Id, plan is null ? default : interval);
        Wish();
    }

    /// <summary>The provider's subscription is over: what is paid for stays to its end, and nothing follows.</summary>
    public void LostAtProvider()
    {
        (Row.GatewaySubscription, Row.GatewayWish) = (null, null);
        if (!HasPrice) return;
        if (Row.PeriodEnd <= _scope.Now) Lapse();
        else (Row.NextPlan, Row.NextInterval) = (_book.Plans[0].Id, default);
    }

    /// <summary>The next period is paid.</summary>
    public void Renew(Period next)
    {
        // Months go on counting from where they did: a first period has no change to count from.
        Row.ChangedAt ??= Row.PeriodStart;
        (Row.PeriodStart, Row.PeriodEnd, Row.MonthsGranted) = (next.Start, next.End, 0);
        Paid();
    }

    /// <summary>Not paid in spite of all tries: the lowest plan, from now on. What was bought stays.</summary>
    public void Lapse() => Begin(_book.Plans[0], BillingInterval.Month, _scope.Now);

    /// <summary>Grants the next month's allowance, once per plan and month whatever comes between.</summary>
    public void GrantAllowance()
    {
        var month = AllowanceSchedule.MonthOf(Period, Anchor, Row.MonthsGranted)!.Value.Month;
        Row.MonthsGranted++;
        if (Plan.Included.IsPositive) Grant(GrantKind.Included, Plan, month.Start, $"allowance:{Row.Account}:{Plan.Id}:{Row.Interval}:{month.End}", Plan.Included);
    }

    private void GrantStarter(Plan plan, Instant at)
    {
        if (plan.Starter.IsPositive) Grant(GrantKind.Starter, plan, at, $"starter:{Row.Account}:{plan.Id}", plan.Starter);
    }

    private void Grant(GrantKind kind, Plan plan, Instant at, string key, Amount amount) =>
        _scope.Once<int>(new NewCommand(key, "plan_credit", Row.Account, "Subscription", RequestHash.Of(key), Reason: $"{plan.Name}: {kind.Name()} credit"), command =>
        {
            var grant = _scope.OpenGrant(new Metering.NewGrant(
                new GrantId(Guid.CreateVersion7(_scope.Now.ToDateTimeOffset())), Row.Account, kind, amount.Units, at, _book.ExpiresAt(kind, at, Anchor),
                null, CauseKind.Command, command, plan.Name));
            _scope.Post(new NewEntry(Row.Account, EntryType.Grant, amount.Units, grant, CauseKind.Command, command, at));
            return grant;
        });

    /// <summary>The provider has to be told what is to become of its subscription, by a key that stands before it is asked.</summary>
    private void Wish()
    {
        if (Row.GatewaySubscription is not null) Row.GatewayWish = $"wish:{Guid.CreateVersion7(_scope.Now.ToDateTimeOffset()):N}";
    }

    private void Paid() => (Row.FailedAt, Row.Attempts, Row.NextAttempt) = (null, 0, null);

    private Period Unpaid(Plan plan, BillingInterval interval, Instant at) =>
        ByCalendar(_book) && (GoesByInvoice(_book) || PriceOf(_book, plan, interval).IsZero) ? new(at, Period.MonthOf(at).End)
            : new(at, PriceOf(_book, plan, interval).IsZero ? Instant.Latest : at);

    private static int MonthsOf(BillingInterval interval) => interval == BillingInterval.Year ? 12 : 1;
}
