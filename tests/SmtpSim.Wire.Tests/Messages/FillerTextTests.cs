using System.Text;

namespace SmtpSim.Wire.Tests;

public sealed class FillerTextTests
{
    [Fact]
    public void Fill_AnyLength_IsLinesEndedWithCrlfAndNoDotBeginsOne()
    {
        for (var length = 2; length < 1000; length++)
            AssertLines(length, (uint)length * 7);
        AssertLines(1_000_001, 511);
    }

    [Fact]
    public void Fill_OtherStart_IsOtherText()
    {
        var (one, other) = (new byte[500], new byte[500]);
        FillerText.Fill(one, 1);
        FillerText.Fill(other, 2);
        Assert.NotEqual(one, other);
    }

    private static void AssertLines(int length, uint start)
    {
        var octets = new byte[length];
        FillerText.Fill(octets, start);
        var text = Encoding.ASCII.GetString(octets);
        Assert.EndsWith("\r\n", text);
        var lines = text[..^2].Split("\r\n");
        Assert.All(lines, line =>
        {
            Assert.True(line.Length <= 77, $"{length}: a line of {line.Length}");
            Assert.False(line.StartsWith('.'));
            Assert.DoesNotContain(line, c => c is < ' ' or > '~');
        });
    }
}
