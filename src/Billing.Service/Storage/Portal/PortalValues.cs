using Billing.Units;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Billing.Service.Storage.Portal;

internal sealed class InstantAsMicros() : ValueConverter<Instant, long>(i => i.Micros, m => new Instant(m));

internal sealed class AccountAsGuid() : ValueConverter<AccountId, Guid>(a => a.Value, g => new AccountId(g));

internal sealed class ApiKeyAsGuid() : ValueConverter<ApiKeyId, Guid>(k => k.Value, g => new ApiKeyId(g));

/// <summary>SQLite keeps ids as 16 bytes in the order of their digits, so that time-ordered ids stay in order.</summary>
internal sealed class GuidAsBytes() : ValueConverter<Guid, byte[]>(g => g.ToByteArray(true), b => new Guid(b, true));

internal sealed class AccountAsBytes() : ValueConverter<AccountId, byte[]>(a => a.Value.ToByteArray(true), b => new AccountId(new Guid(b, true)));

internal sealed class ApiKeyAsBytes() : ValueConverter<ApiKeyId, byte[]>(k => k.Value.ToByteArray(true), b => new ApiKeyId(new Guid(b, true)));
