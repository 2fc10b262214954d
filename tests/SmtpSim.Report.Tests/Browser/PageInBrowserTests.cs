using Microsoft.Playwright;

namespace SmtpSim.Report.Tests;

/// <summary>What a browser makes of a page. Each page has a class of its own, so that they are looked at side by side.</summary>
public abstract class PageInBrowserTests(Chromium chromium, Func<string> html)
{
    private const string Contrast = """
        () => {
          const ground = rgb(getComputedStyle(document.body).backgroundColor);
          function rgb(text) { return text.match(/[\d.]+/g).slice(0, 3).map(Number); }
          function light(color) { const [r, g, b] = color.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; }
          const poor = [];
          for (const element of document.querySelectorAll('h1, h2, p, a, td, th, li span, text')) {
            const style = getComputedStyle(element);
            const color = rgb(element.tagName === 'text' ? style.fill : style.color);
            if (/^fo/.test(element.getAttribute('class') ?? '')) continue;
            const [a, b] = [light(color), light(ground)].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            if (ratio < 4.5) poor.push(`${element.tagName}.${element.getAttribute('class')}: ${ratio.toFixed(2)}`);
          }
          return [...new Set(poor)];
        }
        """;

    [Fact]
    public async Task Page_Opened_ComplainsOfNothingAndAsksForNothing()
    {
        await using var open = await chromium.OpenAsync(html());
        await open.Page.ClickAsync("#theme");

        Assert.Empty(open.Complaints);
        Assert.Empty(open.Requests);
        Assert.InRange(html().Length, 10_000, 3_000_000);
    }

    [Fact]
    public async Task Charts_InBothThemes_AreDrawn()
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var open = await chromium.OpenAsync(html(), scheme: scheme);
            var blank = await open.AskAsync<string[]>("""
                () => [...document.querySelectorAll('svg.chart')].filter(svg => {
                  const ground = getComputedStyle(document.body).backgroundColor;
                  return ![...svg.querySelectorAll('[class^=fs],[class^=ls],[class^=fh],[class^=fb]')].some(mark => {
                    const box = mark.getBoundingClientRect(), style = getComputedStyle(mark);
                    return box.width + box.height > 2 && ((style.fill !== 'none' && style.fill !== ground) || (style.stroke !== 'none' && style.stroke !== ground));
                  });
                }).map(svg => svg.getAttribute('aria-label'))
                """);

            Assert.Empty(blank);
            Assert.Empty(await open.AskAsync<string[]>(Contrast));
        }
    }

    [Fact]
    public async Task Keyboard_ReachesEverythingThatCanBeUsed()
    {
        await using var open = await chromium.OpenAsync(html());
        const string Usable = "a[href], button, summary, [tabindex=\"0\"]";
        var count = await open.AskAsync<int>($$"""
            () => {
              const all = [...document.querySelectorAll('{{Usable}}')].filter(element => element.checkVisibility());
              all.forEach((element, i) => element.dataset.stop = i);
              window.reached = new Set();
              document.addEventListener('focusin', event => { if (event.target.dataset.stop) window.reached.add(event.target.dataset.stop); });
              return all.length;
            }
            """);
        for (var i = 0; i < count; i++)
            await open.Page.Keyboard.PressAsync("Tab");

        Assert.Equal(count, await open.AskAsync<int>("() => window.reached.size"));
        // The first stop is the link to the content.
        Assert.Equal("#content", await open.AskAsync<string>("() => document.querySelector('[data-stop=\"0\"]').getAttribute('href')"));
    }

    [Fact]
    public async Task Page_WithoutScript_HasItsChartsAndTables()
    {
        await using var open = await chromium.OpenAsync(html(), script: false);

        Assert.False(await open.Page.Locator("#theme").IsVisibleAsync());
        Assert.True(await open.Page.Locator("svg.chart").First.IsVisibleAsync());
        await open.Page.Locator("figure summary").First.ClickAsync();
        Assert.True(await open.Page.Locator("figure table").First.IsVisibleAsync());
    }

    [Fact]
    public async Task Page_OnAPhone_ScrollsNoFurtherThanItsWidth()
    {
        await using var open = await chromium.OpenAsync(html(), width: 420);

        Assert.Equal(420, await open.AskAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Page_ToAScreenReader_HasLandmarksNamesAndUniqueIds()
    {
        await using var open = await chromium.OpenAsync(html());

        Assert.Equal((int[])[1, 1, 1, 1], await open.AskAsync<int[]>("() => ['header', 'nav', 'main', 'h1'].map(name => document.querySelectorAll(name).length)"));
        Assert.Empty(await open.AskAsync<string[]>("() => { const ids = [...document.querySelectorAll('[id]')].map(element => element.id); return ids.filter((id, i) => ids.indexOf(id) !== i); }"));
        Assert.Empty(await open.AskAsync<string[]>("() => [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))"));
        Assert.Empty(await open.AskAsync<string[]>("() => [...document.querySelectorAll('[role=img], [role=region]')].filter(element => !element.getAttribute('aria-label')).map(element => element.outerHTML.slice(0, 80))"));
        Assert.Empty(await open.AskAsync<string[]>("() => { let last = 0; return [...document.querySelectorAll('h1, h2, h3, h4')].filter(heading => { const level = +heading.tagName[1], jumps = level > last + 1; last = level; return jumps; }).map(heading => heading.textContent); }"));
    }
}

public sealed class SampleInBrowserTests(Chromium chromium) : PageInBrowserTests(chromium, SamplePage.Create().ToHtml);

public sealed class SweepInBrowserTests(Chromium chromium) : PageInBrowserTests(chromium, SweepReport.Of(SampleSweep.Recovery()).ToHtml);

public sealed class ComparisonInBrowserTests(Chromium chromium) : PageInBrowserTests(chromium, ComparisonReportTests.Page);

public sealed class GreylistingInBrowserTests(Chromium chromium) : PageInBrowserTests(chromium, () => SampleRuns.Page("greylisting"));

public sealed class OutageInBrowserTests(Chromium chromium) : PageInBrowserTests(chromium, () => SampleRuns.Page("outage"));

public sealed class LostRepliesInBrowserTests(Chromium chromium) : PageInBrowserTests(chromium, () => SampleRuns.Page("lost-replies"));
