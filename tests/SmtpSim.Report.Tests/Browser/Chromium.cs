using Microsoft.Playwright;
using SmtpSim.Report.Tests;

// A test with the browser mostly waits for it, in another process.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
[assembly: AssemblyFixture(typeof(Chromium))]

namespace SmtpSim.Report.Tests;

/// <summary>
/// A real browser, one for all tests, of Debian's package. Where there is none, tests that need it are skipped; with SMTPSIM_REQUIRE_PEERS=1, as in CI, they fail.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin")
        .SelectMany(folder => (string[])[Path.Combine(folder, "chromium"), Path.Combine(folder, "chromium-browser")]).FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Program is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox"] });
    }

    /// <summary>A page as a reader opens it: from a file, with no network to go to.</summary>
    internal async Task<OpenPage> OpenAsync(string html, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        if (Environment.GetEnvironmentVariable("SMTPSIM_REQUIRE_PEERS") == "1")
            Assert.True(_browser is not null, "chromium is not on this machine");
        else
            Assert.SkipUnless(_browser is not null, "chromium is not on this machine");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await OpenPage.OpenAsync(context, html);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
