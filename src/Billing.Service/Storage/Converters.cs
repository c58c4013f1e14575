using System.Text;
using Billing.Units;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Billing.Service.Storage;

/// <summary>Microseconds as an integer: sorts and compares as time does, on both databases.</summary>
public sealed class InstantConverter() : ValueConverter<Instant, long>(i => i.Micros, m => new Instant(m));

/// <summary>16 bytes, most significant first, so that time-ordered ids sort by time.</summary>
public sealed class AccountIdConverter() : ValueConverter<AccountId, byte[]>(i => i.Value.ToByteArray(true), b => new AccountId(new Guid(b, true)));

/// <inheritdoc cref="AccountIdConverter"/>
public sealed class GrantIdConverter() : ValueConverter<GrantId, byte[]>(i => i.Value.ToByteArray(true), b => new GrantId(new Guid(b, true)));

/// <inheritdoc cref="AccountIdConverter"/>
public sealed class PaymentIdConverter() : ValueConverter<PaymentId, byte[]>(i => i.Value.ToByteArray(true), b => new PaymentId(new Guid(b, true)));

/// <inheritdoc cref="AccountIdConverter"/>
public sealed class ApiKeyIdConverter() : ValueConverter<ApiKeyId, byte[]>(i => i.Value.ToByteArray(true), b => new ApiKeyId(new Guid(b, true)));

/// <inheritdoc cref="AccountIdConverter"/>
public sealed class QuoteIdConverter() : ValueConverter<QuoteId, byte[]>(i => i.Value.ToByteArray(true), b => new QuoteId(new Guid(b, true)));

/// <inheritdoc cref="AccountIdConverter"/>
public sealed class ResourceIdConverter() : ValueConverter<ResourceId, byte[]>(i => i.Value.ToByteArray(true), b => new ResourceId(new Guid(b, true)));

/// <inheritdoc cref="AccountIdConverter"/>
public sealed class InvoiceIdConverter() : ValueConverter<InvoiceId, byte[]>(i => i.Value.ToByteArray(true), b => new InvoiceId(new Guid(b, true)));

/// <summary>Column names are lower case with underscores: readable in a shell, and needing no quotes on PostgreSQL.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(name[i])) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
