using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>
/// What a subscription does by time alone: it begins with the account, grants its months' allowances, and turns to the
/// plan that was chosen for the period's end. What must be paid first is the renewal's.
/// </summary>
internal sealed class PlanMonths : IDueWork
{
    private readonly WriteScope _scope;
    private readonly int _account;

    private PlanMonths(WriteScope scope, int account) => (_scope, _account) = (scope, account);

    public static IDueWork? Of(WriteScope scope, int account) =>
        scope.BookOf(account, scope.Now).Plans.Count > 0 ? new PlanMonths(scope, account) : null;

    public Instant? Next => Subscription.Find(_scope, _account, _scope.Now) is not { } subscription
        ? _scope.Db.Accounts.Find(_account)!.Created
        : Earlier(subscription.NextAllowance?.Month.Start, subscription.Turn);

    public void Do()
    {
        var at = Next!.Value;
        var now = Subscription.Find(_scope, _account, _scope.Now);
        // Amounts are the book's of that time, however late this is.
        if (Subscription.Find(_scope, _account, at) is not { } then) Subscription.First(_scope, _account, at);
        else if (now!.NextAllowance?.Month.Start == at) then.GrantAllowance();
        else then.TurnOver();
    }

    private static Instant? Earlier(Instant? a, Instant? b) => a is null ? b : b is null || a < b ? a : b;
}
