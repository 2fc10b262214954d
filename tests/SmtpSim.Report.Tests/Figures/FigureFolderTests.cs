using SmtpSim.Figures;
using SmtpSim.Results;

namespace SmtpSim.Report.Tests;

public sealed class FigureFolderTests : IDisposable
{
    private static readonly FigureSource Source = new("Run of x, seed 7", "smtpsim 1.0", "d1ge57");

    private readonly string _root = Directory.CreateTempSubdirectory("figures").FullName;

    private string Target => Path.Combine(_root, "figures");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Write_LeavesEachChartThriceAndItsCaption()
    {
        Write(SampleCharts.All);
        Assert.Equal(
            SampleCharts.All.SelectMany(chart => new[] { ".csv", ".png", ".svg" }.Select(type => chart.Name + type)).Append("captions.md").Order(StringComparer.Ordinal),
            Directory.GetFiles(Target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var captions = File.ReadAllText(Path.Combine(Target, "captions.md"));
        Assert.All(SampleCharts.All, chart => Assert.Contains($"![{chart.Title}]({chart.Name}.svg)\n\n**{chart.Title}.** {chart.Sentence}\n", captions, StringComparison.Ordinal));
        Assert.EndsWith("Run of x, seed 7. smtpsim 1.0, digest d1ge57.\n", captions, StringComparison.Ordinal);
        Assert.Equal(["figures"], Directory.GetFileSystemEntries(_root).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_ChartsOfOneName_KeepsBoth()
    {
        Write([SampleCharts.Grid(), SampleCharts.Grid() with { Title = "Other" }]);
        Assert.Contains("**Other.**", File.ReadAllText(Path.Combine(Target, "captions.md")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Target, "grid-2.png")));
    }

    [Fact]
    public void Begin_FolderThatHoldsSomething_IsRefusedWithTheOptionsName()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "paper.tex"), "");
        var refused = Assert.Throws<ResultsException>(() => FigureFolder.Begin(Target));
        Assert.Equal(ResultsFailure.Exists, refused.Failure);
        Assert.Contains("name another folder with --figures DIR", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_WhereNoFolderCanBe_SaysSo()
    {
        File.WriteAllText(Target, "");
        var refused = Assert.Throws<ResultsException>(() => FigureFolder.Begin(Path.Combine(Target, "in")));
        Assert.Equal(ResultsFailure.CannotCreate, refused.Failure);
    }

    /// <summary>Work that failed in between leaves nothing.</summary>
    [Fact]
    public void Dispose_WithoutFigures_LeavesNothing()
    {
        FigureFolder.Begin(Target).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_root));
    }

    private void Write(IReadOnlyList<Chart> charts)
    {
        using var folder = FigureFolder.Begin(Target);
        folder.Write(charts, Source);
    }
}
