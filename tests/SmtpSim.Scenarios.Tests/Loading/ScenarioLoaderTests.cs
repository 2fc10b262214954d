namespace SmtpSim.Scenarios.Tests;

public sealed class ScenarioLoaderTests
{
    [Fact]
    public void LoadFile_Missing_IsNotFound()
    {
        var result = ScenarioLoader.LoadFile("no/such/scenario.yaml", []);
        Assert.True(result.NotFound);
        Assert.False(result.Ok);
        Assert.Equal("no/such/scenario.yaml: there is no such file; 'smtpsim list' shows the scenarios at hand", Assert.Single(result.Diagnostics).ToString());
    }

    [Fact]
    public void LoadFile_Folder_IsNotFound()
    {
        var result = ScenarioLoader.LoadFile(Repository.PathOf("scenarios"), []);
        Assert.True(result.NotFound);
        Assert.Equal("is a folder, not a file", Assert.Single(result.Diagnostics).Message);
    }

    [Fact]
    public void LoadFile_WithoutEnd_IsReadNoFurtherThanNeeded()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no endless file here");
        var result = ScenarioLoader.LoadFile("/dev/zero", []);
        Assert.False(result.NotFound);
        Assert.Equal("is longer than 4,000,000 characters", Assert.Single(result.Diagnostics).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    public void LoadFile_ImpossiblePath_IsNotFound(string path) => Assert.True(ScenarioLoader.LoadFile(path, []).NotFound);

    [Fact]
    public void Lines_OfAFile_AreThoseOfKeysAndEntries()
    {
        var lines = ScenarioLoader.Parse(Sample.Text, "sample.yaml", ["servers.mx.greylist.delay=60s"]).Lines;
        Assert.Equal(1, lines["schema"]);
        Assert.Equal(4, lines["servers"]);
        Assert.Equal(5, lines["servers.mx"]);
        Assert.Equal(5, lines["servers.mx.count"]);
        Assert.Equal(8, lines["clients.b.retry"]);
        Assert.Equal(10, lines["traffic[0]"]);
        Assert.Equal(10, lines["traffic[0].arrivals.burst"]);
        Assert.DoesNotContain("servers.mx.greylist", lines.Keys); // it stands on the command line
        Assert.DoesNotContain("", lines.Keys);
    }

    [Fact]
    public void Lines_OfABadScenario_AreThereToo() =>
        Assert.Equal(2, ScenarioLoader.Parse("schema: 1\nname: half\n", "half.yaml", []).Lines["name"]);

    [Theory]
    [InlineData("\uFEFF", "")]
    [InlineData("", "\n\n# the end\n")]
    [InlineData("---\n", "...\n")]
    [InlineData("%YAML 1.2\n---\n", "")]
    public void Text_WithByteOrderMarkOrDocumentMarks_IsTheSame(string before, string after) =>
        Assert.True(ScenarioLoader.Parse(before + Sample.Text + "\n" + after, "sample.yaml", []).Ok);

    [Fact]
    public void Text_WithWindowsLineEnds_HasTheSameLines()
    {
        var result = ScenarioLoader.Parse(Sample.Text.ReplaceLineEndings("\r\n"), "sample.yaml", []);
        Assert.True(result.Ok);
        Assert.Equal(8, result.Lines["clients.b"]);
    }

    [Fact]
    public void Diagnostics_OfManyErrors_AreInTheOrderOfTheFileAndBounded()
    {
        var text = Sample.Text + "\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"zzz{i}: 1\n"));
        var diagnostics = ScenarioLoader.Parse(text, "sample.yaml", []).Diagnostics;
        Assert.Equal(100, diagnostics.Count);
        Assert.Equal(diagnostics.OrderBy(diagnostic => diagnostic.Line), diagnostics);
    }

    [Theory]
    [InlineData("1h", "0", "5s")]
    [InlineData("10m", "0", "1s")]
    [InlineData("6h", "0", "30s")]
    [InlineData("16h", "0", "1m")]
    [InlineData("6h", "5d", "10m")]
    [InlineData("30d", "5d", "1h")]
    [InlineData("3000d", "0", "1d")]
    public void Series_LeftOut_MakesAtMostAboutAThousandBins(string duration, string drain, string series) =>
        Assert.Equal(series, Units.Duration.Format(Sample.With($"duration={duration}", $"drain={drain}").SeriesInterval.Ticks));

    [Fact]
    public void Parse_NothingGivenForTraces_FindsNone() =>
        Assert.StartsWith("the trace file 't.csv' cannot be read", Sample.Complaint("traffic[0].arrivals.trace=t.csv"));
}
