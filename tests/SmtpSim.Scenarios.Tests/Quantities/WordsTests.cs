using CsCheck;

namespace SmtpSim.Scenarios.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData("grelist", "greylist")]
    [InlineData("cuont", "count")]
    [InlineData("Greylist", "greylist")]
    [InlineData("maxsize", "max-size")]
    public void Nearest_SlipOfTheFingers_IsFound(string written, string meant) =>
        Assert.Equal(meant, Words.Nearest(written, ["count", "greylist", "max-size", "workers"]));

    [Fact]
    public void Nearest_SomethingElse_IsNotGuessed() => Assert.Null(Words.Nearest("colour", ["count", "greylist"]));

    [Fact]
    public void Distance_OfTwoWords_IsAMetric() =>
        Gen.Select(Gen.String[Gen.Char["abc"], 0, 6], Gen.String[Gen.Char["abc"], 0, 6]).Sample((a, b) =>
            Words.Distance(a, b) == Words.Distance(b, a) && Words.Distance(a, b) == 0 == (a == b) && Words.Distance(a, b) <= Math.Max(a.Length, b.Length));

    [Fact]
    public void Shortened_LongText_IsOneLegibleLine()
    {
        var text = Words.Shortened("first\nsecond " + new string('x', 100));
        Assert.StartsWith("first second xxx", text);
        Assert.EndsWith("…", text);
        Assert.Equal(61, text.Length);
    }
}
