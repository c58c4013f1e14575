using System.Globalization;

namespace Billing.Units;

/// <summary>An organisation's billing account: one wallet, one asset. Shown as <c>acct_…</c>.</summary>
public readonly record struct AccountId(Guid Value) { public override string ToString() => PrefixedId.Format("acct", Value); }

/// <summary>A grant of credit. Shown as <c>grnt_…</c>.</summary>
public readonly record struct GrantId(Guid Value) { public override string ToString() => PrefixedId.Format("grnt", Value); }

/// <summary>A payment of ours (an order). Shown as <c>pay_…</c>.</summary>
public readonly record struct PaymentId(Guid Value) { public override string ToString() => PrefixedId.Format("pay", Value); }

/// <summary>An API key. Shown as <c>key_…</c>.</summary>
public readonly record struct ApiKeyId(Guid Value) { public override string ToString() => PrefixedId.Format("key", Value); }

/// <summary>A binding offer. Shown as <c>quot_…</c>.</summary>
public readonly record struct QuoteId(Guid Value) { public override string ToString() => PrefixedId.Format("quot", Value); }

/// <summary>A deployment or instance. Shown as <c>res_…</c>.</summary>
public readonly record struct ResourceId(Guid Value) { public override string ToString() => PrefixedId.Format("res", Value); }

/// <summary>An invoice or credit note. Shown as <c>inv_…</c>.</summary>
public readonly record struct InvoiceId(Guid Value) { public override string ToString() => PrefixedId.Format("inv", Value); }

/// <summary>Ids are time-ordered (UUIDv7), stored as 16 bytes and shown with a prefix, so that a wrong one is recognised in a log line.</summary>
public static class PrefixedId
{
    public static string Format(string prefix, Guid value) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_{value:N}");

    /// <summary>Reads <c>prefix_32hex</c>; any other prefix or form is refused.</summary>
    public static bool TryParse(string prefix, string? text, out Guid value)
    {
        value = Guid.Empty;
        return text is not null
            && text.StartsWith(prefix, StringComparison.Ordinal)
            && text.Length == prefix.Length + 33
            && text[prefix.Length] == '_'
            && Guid.TryParseExact(text.AsSpan(prefix.Length + 1), "N", out value);
    }
}
