using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Stripe.Sandbox.Pages;

/// <summary>Finished markup. Everything else put into markup is encoded, so that forgetting it is impossible.</summary>
internal readonly record struct Html(string Markup)
{
    public static Html Of(HtmlHandler markup) => new(markup.ToString());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.Markup)));

    public static Html When(bool condition, HtmlHandler markup) => condition ? Of(markup) : default;

    public override string ToString() => Markup ?? string.Empty;
}

[InterpolatedStringHandler]
internal readonly struct HtmlHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _markup = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string literal) => _markup.Append(literal);

    public void AppendFormatted(Html value) => _markup.Append(value.Markup);

    public void AppendFormatted(string? value) => _markup.Append(HtmlEncoder.Default.Encode(value ?? string.Empty));

    public override string ToString() => _markup.ToString();
}
