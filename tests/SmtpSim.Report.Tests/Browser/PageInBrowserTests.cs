using Microsoft.Playwright;

namespace SmtpSim.Report.Tests;

/// <summary>What a browser makes of the pages: the sample of every form of chart, and reports of runs.</summary>
public sealed class PageInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
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

    public static TheoryData<string> Pages => ["every form of chart", "greylisting", "outage", "lost-replies"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_Opened_ComplainsOfNothingAndAsksForNothing(string name)
    {
        await using var open = await chromium.OpenAsync(Html(name));
        await open.Page.ClickAsync("#theme");

        Assert.Empty(open.Complaints);
        Assert.Empty(open.Requests);
        Assert.InRange(Html(name).Length, 10_000, 3_000_000);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Charts_InBothThemes_AreDrawn(string name)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var open = await chromium.OpenAsync(Html(name), scheme: scheme);
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
    public async Task Theme_FollowsTheSystemUntilTheButtonIsPressed()
    {
        await using var open = await chromium.OpenAsync(Html("greylisting"), scheme: ColorScheme.Dark);
        const string Ground = "() => getComputedStyle(document.body).backgroundColor";
        var dark = await open.AskAsync<string>(Ground);
        await open.Page.ClickAsync("#theme");
        var light = await open.AskAsync<string>(Ground);

        Assert.Equal("rgb(20, 24, 29)", dark);
        Assert.Equal("rgb(255, 255, 255)", light);
        Assert.Equal("Dark theme", await open.Page.InnerTextAsync("#theme"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Keyboard_ReachesEverythingThatCanBeUsed(string name)
    {
        await using var open = await chromium.OpenAsync(Html(name));
        const string Usable = "a[href], button, summary, [tabindex=\"0\"]";
        var count = await open.AskAsync<int>($$"""
            () => { const all = [...document.querySelectorAll('{{Usable}}')].filter(element => element.checkVisibility()); all.forEach((element, i) => element.dataset.stop = i); return all.length; }
            """);
        var reached = new HashSet<string>();
        for (var i = 0; i < count + 5 && reached.Count < count; i++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            if (await open.AskAsync<string?>("() => document.activeElement?.dataset.stop ?? null") is { } stop)
                reached.Add(stop);
        }

        Assert.Equal(count, reached.Count);
        // The first stop is the link to the content.
        Assert.Equal("#content", await open.AskAsync<string>("() => document.querySelector('[data-stop=\"0\"]').getAttribute('href')"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_WithoutScript_HasItsChartsAndTables(string name)
    {
        await using var open = await chromium.OpenAsync(Html(name), script: false);

        Assert.False(await open.Page.Locator("#theme").IsVisibleAsync());
        Assert.True(await open.Page.Locator("svg.chart").First.IsVisibleAsync());
        await open.Page.Locator("figure summary").First.ClickAsync();
        Assert.True(await open.Page.Locator("figure table").First.IsVisibleAsync());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_OnAPhone_ScrollsNoFurtherThanItsWidth(string name)
    {
        await using var open = await chromium.OpenAsync(Html(name), width: 420);

        Assert.Equal(420, await open.AskAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_ToAScreenReader_HasLandmarksNamesAndUniqueIds(string name)
    {
        await using var open = await chromium.OpenAsync(Html(name));

        Assert.Equal((int[])[1, 1, 1, 1], await open.AskAsync<int[]>("() => ['header', 'nav', 'main', 'h1'].map(name => document.querySelectorAll(name).length)"));
        Assert.Empty(await open.AskAsync<string[]>("() => { const ids = [...document.querySelectorAll('[id]')].map(element => element.id); return ids.filter((id, i) => ids.indexOf(id) !== i); }"));
        Assert.Empty(await open.AskAsync<string[]>("() => [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))"));
        Assert.Empty(await open.AskAsync<string[]>("() => [...document.querySelectorAll('[role=img], [role=region]')].filter(element => !element.getAttribute('aria-label')).map(element => element.outerHTML.slice(0, 80))"));
        Assert.Empty(await open.AskAsync<string[]>("() => { let last = 0; return [...document.querySelectorAll('h1, h2, h3, h4')].filter(heading => { const level = +heading.tagName[1], jumps = level > last + 1; last = level; return jumps; }).map(heading => heading.textContent); }"));
    }

    [Fact]
    public async Task Policy_WhatThePageDidNotBring_IsRefused()
    {
        await using var open = await chromium.OpenAsync(Html("greylisting"));
        var refused = await open.AskAsync<string[]>("""
            async () => {
              const refused = [];
              document.addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
              const image = new Image(); image.src = 'http://127.0.0.1:9/'; document.body.append(image);
              const script = document.createElement('script'); script.textContent = 'window.foreign = 1'; document.body.append(script);
              await fetch('http://127.0.0.1:9/').catch(() => {});
              for (let look = 0; look < 200 && refused.length < 3; look++) await new Promise(done => setTimeout(done, 10));
              return [...refused, String(window.foreign)].sort();
            }
            """);

        Assert.Equal((string[])["connect-src", "img-src", "script-src-elem", "undefined"], refused);
    }

    [Fact]
    public async Task Page_Printed_IsLightAndLeavesOutWhatCannotBeUsedOnPaper()
    {
        await using var open = await chromium.OpenAsync(Html("outage"), scheme: ColorScheme.Dark);
        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.Equal("rgb(255, 255, 255)", await open.AskAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.False(await open.Page.Locator("nav").IsVisibleAsync());
        Assert.InRange((await open.Page.PdfAsync()).Length, 20_000, 3_000_000);
    }

    private static string Html(string name) => name == "every form of chart" ? SamplePage.Create().ToHtml() : SampleRuns.Page(name);
}
