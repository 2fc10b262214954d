using SmtpSim.Results.Tests;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

public sealed class SourceExcerptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_PlaceInAFile_IsMarkedUnderItsLine() =>
        Assert.Equal("    2 │ \u0020grelist: 1\n      │  ^\n", Excerpt("a: 1\n\tgrelist: 1\n", 2, 2));

    [Fact]
    public void Write_LongLine_ShowsThePartAroundThePlace()
    {
        var lines = Excerpt(new string('a', 500) + "X" + new string('b', 500), 1, 501).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Equal('X', lines[0][lines[1].IndexOf('^')]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    public void Write_NoSuchLine_ShowsNothing(int line, int column) => Assert.Equal("", Excerpt("a: 1\n", line, column));

    [Fact]
    public void Write_ColumnPastTheLine_MarksItsEnd() => Assert.Equal("    1 │ a: 1\n      │     ^\n", Excerpt("a: 1\n", 1, 99));

    private string Excerpt(string text, int line, int column)
    {
        File.WriteAllText(_folder["a.yaml"], text);
        return TestScreen.Render(screen => new SourceExcerpt().Write(new Diagnostic(_folder["a.yaml"], line, column, "wrong"), screen));
    }
}
