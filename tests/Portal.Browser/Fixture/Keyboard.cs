using Microsoft.Playwright;

namespace Portal.Browser.Fixture;

/// <summary>A walk over a page with the Tab key alone.</summary>
public static class Keyboard
{
    private const string MarkStops = """
        () => {
          const wanted = 'a[href], button, input, select, textarea, summary, [tabindex]';
          const shown = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
          const stops = [...document.querySelectorAll(wanted)].filter(e =>
            !e.disabled && e.tabIndex >= 0 && e.type !== 'hidden' && shown(e) && !(e.type === 'radio' && !e.checked));
          stops.forEach((e, i) => e.dataset.stop = i);
          return stops.map(e => e.outerHTML.slice(0, 120));
        }
        """;

    private const string Focused = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return null;
          const style = getComputedStyle(e), box = e.getBoundingClientRect();
          const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
          const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = box.top + Math.min(box.height / 2, 20);
          const top = document.elementFromPoint(x, y);
          const covered = !top || !(e.contains(top) || top.contains(e) || top.closest('label')?.control === e);
          return { stop: e.dataset.stop === undefined ? -1 : +e.dataset.stop, ring, covered, html: e.outerHTML.slice(0, 120) };
        }
        """;

    /// <summary>Every stop is reached, shows its focus and is not covered; the walk ends where it began instead of being caught.</summary>
    public static async Task CanBeWalkedByKeyboard(this IPage page)
    {
        var stops = await page.EvaluateAsync<string[]>(MarkStops);
        var missed = Enumerable.Range(0, stops.Length).ToHashSet();
        for (var step = 0; step < stops.Length + 5 && missed.Count > 0; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<Stop?>(Focused) is not { } stop) continue;
            Assert.True(stop.Ring, $"No sign of focus on {stop.Html}");
            Assert.False(stop.Covered, $"Something covers the focused {stop.Html}");
            missed.Remove(stop.Number);
        }

        Assert.True(missed.Count == 0, $"Tab does not reach:\n{string.Join('\n', missed.Select(i => stops[i]))}");
    }

    private sealed record Stop
    {
        [System.Text.Json.Serialization.JsonPropertyName("stop")]
        public int Number { get; init; }

        public bool Ring { get; init; }

        public bool Covered { get; init; }

        public string Html { get; init; } = "";
    }
}
