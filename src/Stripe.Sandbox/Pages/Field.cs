namespace Stripe.Sandbox.Pages;

/// <summary>One labelled input with what is wrong with it beside it.</summary>
internal sealed record Field(string Name, string Label, string Autocomplete)
{
    public string Type { get; init; } = "text";

    public string Placeholder { get; init; } = string.Empty;

    public int Longest { get; init; } = 80;

    public bool Required { get; init; } = true;

    public bool Numeric { get; init; }

    /// <summary>At the right end of the input, such as the card's brand; null is nothing.</summary>
    public string? Suffix { get; init; }

    public Html Render(string? value, string? problem)
    {
        var longest = FormattableString.Invariant($"{Longest}");
        return Html.Of($"""
            <div class="field">
            <label for="{Name}">{Label}</label>
            <div class="input"><input id="{Name}" name="{Name}" type="{Type}" autocomplete="{Autocomplete}" value="{value}" placeholder="{Placeholder}" maxlength="{longest}"{Html.When(Numeric, $" inputmode=\"numeric\"")}{Html.When(Required, $" required")}{Html.When(problem is not null, $" aria-invalid=\"true\" aria-describedby=\"{Name}-problem\"")}>{Html.When(Suffix is not null, $"""<span class="suffix">{Suffix}</span>""")}</div>
            {Html.When(problem is not null, $"""<p class="problem" id="{Name}-problem">{problem}</p>""")}
            </div>
            """);
    }
}
