using SmtpSim.Results;

namespace SmtpSim.Report.Tests;

public sealed class ComparisonTextTests
{
    [Theory]
    [InlineData(19_234_567.0, "19,234,567")]
    [InlineData(19_234_568.0, "19,234,568")]
    [InlineData(0.123456789, "0.123457")]
    [InlineData(null, "–")]
    public void Number_OfAWholeOne_HasAllItsDigits(double? value, string expected) => Assert.Equal(expected, ComparisonText.Number(value));

    [Theory]
    [InlineData(0.5, "+50.0 %")]
    [InlineData(-0.0002, "-<0.1 %")]
    [InlineData(0.0002, "+<0.1 %")]
    [InlineData(12.5, "+1,250.0 %")]
    [InlineData(double.PositiveInfinity, "–")]
    public void Change_ThatIsNotNone_IsNotSaidToBeNone(double relative, string expected) => Assert.Equal(expected, ComparisonText.Change(relative));

    /// <summary>From 8 % to 50 % is no change of 42 %.</summary>
    [Fact]
    public void Signed_OfShares_IsInPercentagePoints()
    {
        Assert.Equal("+42.0 pp", ComparisonText.Signed(MetricUnit.Share, PairedDifference.Of([0.08, 0.08], [0.5, 0.5], 0.95).Difference));
        Assert.Matches(@"^-10\.0 pp ±[\d.]+ pp$", ComparisonText.Signed(MetricUnit.Share, PairedDifference.Of([0.5, 0.52], [0.4, 0.42 + 1e-3], 0.95).Difference with { Mean = -0.1 }));
    }
}
