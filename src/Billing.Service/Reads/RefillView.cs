using Billing.PriceBooks;
using Billing.Refills;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>What the Auto-refill page shows.</summary>
/// <param name="PausedBecause">A code; null while it is not paused.</param>
/// <param name="Settings">As set, or as proposed where nothing ever was.</param>
/// <param name="IsSet">Somebody turned it on once.</param>
/// <param name="Price">Of one refill.</param>
/// <param name="Now">What a look would decide at this moment.</param>
/// <param name="Why">The reason in words.</param>
/// <param name="Below">What a look would decide if the balance were below the threshold.</param>
/// <param name="Expected">When the balance reaches the threshold at the present pace; null while nothing is spent.</param>
/// <param name="LastLook">When the balance was looked at last; null for never.</param>
/// <param name="Card">For people; null for none on file.</param>
/// <param name="CardUntil">First day on which it is not valid any more; null where that is not known.</param>
/// <param name="NextPage">Cursor of older lines; null where there are none.</param>
public sealed record RefillView(
    Instant AsOf, PriceBook Book, RefillState State, string? PausedBecause, AutoRefillSettings Settings, bool IsSet, Amount Price, AutoRefillStanding Standing,
    AutoRefillAnswer Now, string Why, AutoRefillAnswer Below, Instant? Expected, int Refusals, Instant? LastLook, string? Card, DateOnly? CardUntil,
    BalanceHistory History, IReadOnlyList<RefillLine> Diary, long? NextPage);

/// <param name="From">Where the picture begins; it ends at the view's instant.</param>
/// <param name="Points">Balances in order of time, each as it stood from that instant on.</param>
/// <param name="Refills">What automatic refill added, or tried to.</param>
public sealed record BalanceHistory(Instant From, IReadOnlyList<BalancePoint> Points, IReadOnlyList<RefillMark> Refills);

public readonly record struct BalancePoint(Instant At, Amount Balance);

/// <param name="Added">Credit; zero where the bank said no.</param>
public readonly record struct RefillMark(Instant At, Amount Added, bool Declined);

/// <summary>A line of the diary.</summary>
/// <param name="Threshold">As it was set then.</param>
/// <param name="Charge">What the payment it is about takes; null for none.</param>
public sealed record RefillLine(long Number, Instant At, Instant LastAt, int Looks, string Decision, string Why, Amount Balance, Amount Threshold, PaymentId? Payment, Amount? Charge);

/// <summary>What turning it on would do.</summary>
/// <param name="Fault">What is wrong with the settings; null where they can be had.</param>
/// <param name="Answer">What the first look would decide.</param>
public sealed record RefillPreview(AutoRefillFault? Fault, AutoRefillAnswer? Answer, string? Card, Amount Price);

/// <summary>Automatic refill in the frame.</summary>
/// <param name="Help">What helps where it is paused.</param>
/// <param name="Refused">The bank said no to the last one, and the balance is still below the threshold.</param>
/// <param name="NextTry">Not before it; null where nothing has to be waited for.</param>
public sealed record RefillGlance(RefillState State, Amount Threshold, string? Help, bool Refused, Instant? NextTry);
