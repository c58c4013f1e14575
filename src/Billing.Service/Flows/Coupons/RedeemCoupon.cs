using Billing.Credits;
using Billing.Discounts;
using Billing.Ledger;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Coupons;

/// <param name="Code">As the price book writes it.</param>
/// <param name="Credits">What it gave, in the wallet's unit.</param>
public sealed record RedeemedCoupon(string Code, Amount Credits, Amount BalanceAfter);

/// <summary>Enters a code on the coupon page: credits at once (DP-17). A code that lowers a payment is refused here, with the reason.</summary>
public sealed class RedeemCoupon(Writer writer, IMemberships memberships)
{
    /// <param name="code">As typed.</param>
    /// <param name="key">Made when the page opens: pressing twice redeems once.</param>
    public async Task<Outcome<RedeemedCoupon>> Run(Actor actor, AccountId account, string code, string key, CancellationToken cancel) =>
        await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal ? refusal
            : await writer.Run(scope => Redeem(scope, actor, account, code.Trim(), key), cancel);

    private static Outcome<RedeemedCoupon> Redeem(WriteScope scope, Actor actor, AccountId account, string code, string key)
    {
        if (scope.Find(account) is not { } wallet) return new Refusal("not_found", "There is no such account.");
        var command = new NewCommand($"coupon:{key}", "coupon", wallet.Account, actor.Label, RequestHash.Of(account, code), Reason: "Coupon");
        return scope.Once<RedeemedCoupon>(command, number => Decide(scope, wallet, code, number));
    }

    private static Outcome<RedeemedCoupon> Decide(WriteScope scope, WalletState wallet, string code, long command)
    {
        var book = scope.BookOf(wallet.Account, scope.Now);
        var answer = CodeUse.Decide(scope, wallet, book, code, new(PurchaseKind.None, Amount.Zero(book.Currency)));
        if (answer is CouponAnswer.Refused no) return new Refusal(no.Code, no.Message, "code");
        var credits = ((CouponAnswer.Accepted)answer).Credits;
        var name = book.Coupons.First(coupon => coupon.Is(code)).Code;
        CodeHold.ReleaseOpen(scope, wallet.Account);
        scope.Db.Redemptions.Add(new RedemptionRow
        {
            Account = wallet.Account,
            Code = name,
            State = RedemptionState.Used,
            Credits = credits.Units,
            At = scope.Now,
        });
        var entry = CouponCredit.Grant(scope, wallet.Account, name, credits, command);
        return new RedeemedCoupon(name, credits, new(entry.BalanceAfter, wallet.Asset));
    }
}

/// <summary>The credit that a code gives.</summary>
internal static class CouponCredit
{
    public static Entry Grant(WriteScope scope, int account, string code, Amount credits, long command)
    {
        var expires = scope.BookOf(account, scope.Now).ExpiresAt(GrantKind.Coupon, scope.Now, new(scope.Now));
        var grant = scope.OpenGrant(new Metering.NewGrant(
            new GrantId(Guid.CreateVersion7(scope.Now.ToDateTimeOffset())), account, GrantKind.Coupon, credits.Units, scope.Now, expires,
            null, CauseKind.Command, command, code));
        return scope.Post(new NewEntry(account, EntryType.Grant, credits.Units, grant, CauseKind.Command, command));
    }
}
