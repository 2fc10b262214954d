using Microsoft.Playwright;

namespace SmtpSim.Report.Tests;

/// <summary>What all pages have in common, looked at on one of them.</summary>
public sealed class AnyPageInBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task Theme_FollowsTheSystemUntilTheButtonIsPressed()
    {
        await using var open = await chromium.OpenAsync(SampleRuns.Page("greylisting"), scheme: ColorScheme.Dark);
        const string Ground = "() => getComputedStyle(document.body).backgroundColor";
        var dark = await open.AskAsync<string>(Ground);
        await open.Page.ClickAsync("#theme");
        var light = await open.AskAsync<string>(Ground);

        Assert.Equal("rgb(20, 24, 29)", dark);
        Assert.Equal("rgb(255, 255, 255)", light);
        Assert.Equal("Dark theme", await open.Page.InnerTextAsync("#theme"));
    }

    [Fact]
    public async Task Policy_WhatThePageDidNotBring_IsRefused()
    {
        await using var open = await chromium.OpenAsync(SampleRuns.Page("greylisting"));
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
        await using var open = await chromium.OpenAsync(SampleRuns.Page("outage"), scheme: ColorScheme.Dark);
        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.Equal("rgb(255, 255, 255)", await open.AskAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.False(await open.Page.Locator("nav").IsVisibleAsync());
        Assert.InRange((await open.Page.PdfAsync()).Length, 20_000, 3_000_000);
    }

    /// <summary>On the page it is closed; paper has no button to open it with.</summary>
    [Fact]
    public async Task Page_Printed_HasItsScenarioAndNoTablesOfCharts()
    {
        await using var open = await chromium.OpenAsync(SampleRuns.Page("outage"));
        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        const string Shown = "selector => [...document.querySelectorAll(selector)].filter(element => element.checkVisibility({ contentVisibilityAuto: true })).length";

        Assert.Equal(1, await open.Page.EvaluateAsync<int>(Shown, "#scenario pre"));
        Assert.Equal(0, await open.Page.EvaluateAsync<int>(Shown, "figure table"));
    }
}
