namespace SmtpSim.Cli.Tests;

public sealed class BarTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(0.0001, "▏")]
    [InlineData(0.25, "█")]
    [InlineData(0.375, "█▌")]
    [InlineData(1, "████")]
    [InlineData(2, "████")]
    public void Of_Share_FillsEighthsOfTheColumns(double share, string expected) => Assert.Equal(expected, Bar.Of(share, 4));

    [Theory]
    [InlineData(0, "", "━━━━")]
    [InlineData(0.5, "━━", "━━")]
    [InlineData(0.99, "━━━", "━")]
    [InlineData(1, "━━━━", "")]
    public void Progress_Share_IsFullOnlyAtTheEnd(double share, string done, string open) => Assert.Equal((done, open), Bar.Progress(share, 4));
}
