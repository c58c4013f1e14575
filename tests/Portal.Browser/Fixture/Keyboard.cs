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
          const box = e.getBoundingClientRect();
          const outlined = x => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; };
          // A field may leave the ring to the frame around it, a radio button to its card.
          const ring = outlined(e) || outlined(e.parentElement) || outlined(e.parentElement.parentElement);
          const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = box.top + Math.min(box.height / 2, 20);
          const top = document.elementFromPoint(x, y);
          const covered = !top || !(e.contains(top) || top.contains(e) || top.closest('label')?.control === e);
          const cover = covered ? top?.outerHTML.slice(0, 120) ?? 'nothing: it is out of view' : null;
          return { number: e.dataset.stop === undefined ? -1 : +e.dataset.stop, ring, cover, html: e.outerHTML.slice(0, 120) };
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
            Assert.True(stop.Cover is null, $"The focused {stop.Html} is covered by {stop.Cover}");
            missed.Remove(stop.Number);
        }

        Assert.True(missed.Count == 0, $"Tab does not reach:\n{string.Join('\n', missed.Take(5).Select(i => stops[i]))}");
    }

    /// <summary>Presses Tab until <paramref name="target"/> has the focus.</summary>
    public static async Task TabTo(this IPage page, ILocator target)
    {
        for (var step = 0; step < 100; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement")) return;
        }

        Assert.Fail($"A hundred times Tab does not reach {target}");
    }

    private sealed record Stop
    {
        public int Number { get; init; }

        public bool Ring { get; init; }

        public string? Cover { get; init; }

        public string Html { get; init; } = "";
    }
}
