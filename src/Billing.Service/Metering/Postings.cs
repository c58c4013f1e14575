using Billing.Credits;
using Billing.Ledger;
using Billing.Units;

namespace Billing.Service.Metering;

/// <param name="Amount">What it will be credited with, in 10^-8 of the account's asset; more than 0.</param>
/// <param name="Paid">What was paid for it; null where nothing was.</param>
/// <param name="Reference">For people.</param>
public sealed record NewGrant(
    GrantId Id, int Account, GrantKind Kind, long Amount, Instant GrantedAt, Instant ExpiresAt, Amount? Paid,
    CauseKind CauseKind, long Cause, string? Reference = null);

/// <param name="Amount">Signed, not 0.</param>
/// <param name="Grant">The grant that is raised or burned; 0 for none.</param>
/// <param name="Occurred">When it is true; null for now.</param>
public sealed record NewEntry(int Account, EntryType Type, long Amount, int Grant, CauseKind CauseKind, long Cause, Instant? Occurred = null);

/// <param name="Key">Made by the caller, unique for what is to happen once; at most 200 characters.</param>
/// <param name="Kind">The flow's name: <c>topup</c>, <c>manual_adjust</c>.</param>
/// <param name="Account">The account's number; 0 for none.</param>
/// <param name="Actor">Who, as shown.</param>
/// <param name="RequestHash">SHA-256 of what is asked.</param>
/// <param name="Note">What the customer reads.</param>
/// <param name="Reason">What operators read.</param>
/// <param name="Payload">JSON for the record.</param>
public sealed record NewCommand(
    string Key, string Kind, int Account, string Actor, byte[] RequestHash, string? Note = null, string? Reason = null, string? Payload = null);
