namespace SmtpSim.Grains.Tests;

public class PartitionChoiceTests
{
    [Theory]
    [InlineData("auto", 0)]
    [InlineData("host", -1)]
    [InlineData("1", 1)]
    [InlineData("65536", 65_536)]
    public void TryParse_OfAChoice_ReadsIt(string text, int value)
    {
        Assert.True(PartitionChoice.TryParse(text, out var choice));
        Assert.Equal(value, choice.Value);
        Assert.Equal(text, choice.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+2")]
    [InlineData("65537")]
    [InlineData("Auto")]
    [InlineData("2.0")]
    public void TryParse_OfAnythingElse_Fails(string? text) => Assert.False(PartitionChoice.TryParse(text, out _));
}
