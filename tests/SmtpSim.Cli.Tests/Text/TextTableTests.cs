using System.Text.RegularExpressions;

namespace SmtpSim.Cli.Tests;

public sealed class TextTableTests
{
    [Fact]
    public void Write_Columns_AreAsWideAsTheirText() =>
        Assert.Equal(
            """
             client  sent
             a          1
             long    1,00

            """,
            Render(80, colour: false));

    [Fact]
    public void Write_NarrowScreen_ShortensTheName()
    {
        var text = Render(20, colour: false, name: "a-name-longer-than-the-screen");
        Assert.Contains("a-name-longer…", text);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 20, line));
    }

    [Fact]
    public void Write_Colour_DoesNotMoveTheColumns() =>
        Assert.Equal(Render(80, colour: false), Regex.Replace(Render(80, colour: true), @"\e\[\d+m", "", RegexOptions.NonBacktracking));

    [Fact]
    public void Add_WrongNumberOfCells_Throws() =>
        Assert.Throws<ArgumentException>(() => new TextTable([new Column("a")]).Add("1", "2"));

    private static string Render(int width, bool colour, string name = "long")
    {
        var table = new TextTable([new Column("client", Right: false), new Column("sent")]);
        table.Add(new Cell("a", Ink.Strong), new Cell("1", Ink.Good));
        table.Add(name, "1,00");
        return TestScreen.Render(table.Write, width, colour);
    }
}
