namespace SmtpSim.Report.Tests;

public sealed class TextWidthTests
{
    /// <summary>Names that begin alike stay apart.</summary>
    [Fact]
    public void FitEnds_OfNamesThatDifferAtTheirEnd_KeepsTheEndAndTheRoom()
    {
        string[] names = ["clients.every-minute.delivery_delay_s.p50", "clients.every-minute.delivery_delay_s.p95", "clients.every-minute.delivery_delay_s.max"];
        var cut = names.Select(name => TextWidth.FitEnds(name, 13, 200)).ToList();
        Assert.Equal(3, cut.Distinct().Count());
        Assert.All(cut.Zip(names), pair => Assert.True(pair.First.Contains('…') && pair.Second.EndsWith(pair.First[^4..], StringComparison.Ordinal), pair.First));
        Assert.All(cut, name => Assert.InRange(TextWidth.Of(name, 13), 150, 200));
    }

    [Fact]
    public void FitEnds_OfANameThatFits_LeavesIt() => Assert.Equal("mx-1", TextWidth.FitEnds("mx-1", 13, 100));

    [Fact]
    public void FitEnds_WithHardlyAnyRoom_KeepsAnEnd() => Assert.Equal("…ce", TextWidth.FitEnds("experience", 13, 1));
}
