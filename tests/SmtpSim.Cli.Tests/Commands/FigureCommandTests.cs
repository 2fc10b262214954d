namespace SmtpSim.Cli.Tests;

public sealed class FigureCommandTests : CommandTests
{
    private const string Sweep = "\nsweep: { grid: { servers.mx.count: [2, 3] }, replications: 2, metrics: [delay.p50, goodput] }\n";

    [Fact]
    public void Report_WithFigures_LeavesEveryChartOfAnyReport()
    {
        Scenario();
        File.WriteAllText(Folder["swept.yaml"], File.ReadAllText(Folder["small.yaml"]) + Sweep);
        Assert.Equal(0, Run("run", "small.yaml", "--out", "run", "--quiet").ExitCode);
        Assert.Equal(0, Run("run", "small.yaml", "--out", "other", "--quiet", "--no-report", "--seed", "9").ExitCode);
        Assert.Equal(0, Run("sweep", "swept.yaml", "--out", "sweep", "--quiet").ExitCode);

        Assert.Equal(0, Run("report", "run", "--figures", "figures", "--quiet").ExitCode);
        Assert.Equal(0, Run("report", "sweep", "--figures", "swept").ExitCode);
        Assert.Equal(ExitCode.Different, Run("compare", "run", "other", "--report", "compared.html", "--figures", "compared").ExitCode);
        HasAllOf("run/report.html", "figures");
        HasAllOf("sweep/report.html", "swept");
        HasAllOf("compared.html", "compared");

        // Once more, and not into a folder that holds something.
        Assert.Equal(0, Run("report", "run", "--figures", "again", "--quiet").ExitCode);
        Assert.All(Directory.GetFiles(Folder["figures"]), file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(Folder["again"], Path.GetFileName(file)))));
        var taken = Run("report", "run", "--figures", "again", "--quiet");
        Assert.Equal(ExitCode.Usage, taken.ExitCode);
        Assert.Contains("again exists and is not empty; name another folder with --figures DIR", taken.Error, StringComparison.Ordinal);
        var nowhere = Run("report", "run", "--figures", "small.yaml/figures", "--quiet");
        Assert.Equal(ExitCode.CannotCreate, nowhere.ExitCode);
        Assert.Contains("--figures DIR", nowhere.Error, StringComparison.Ordinal);
        Assert.Equal(["again", "compared", "compared.html", "figures", "other", "run", "small.yaml", "sweep", "swept", "swept.yaml"], Folder.Names.Order(StringComparer.Ordinal));
    }

    private void HasAllOf(string page, string figures)
    {
        var html = File.ReadAllText(Folder[page]);
        var charts = html.Split("<figure ").Skip(1).Select(figure => figure.Split("id=\"")[1].Split('"')[0]).Where(id => html.Contains($"id=\"{id}-title\"", StringComparison.Ordinal));
        var names = Directory.GetFiles(Folder[figures], "*.png").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(charts.Order(StringComparer.Ordinal), names);
        Assert.NotEmpty(names);
    }
}
