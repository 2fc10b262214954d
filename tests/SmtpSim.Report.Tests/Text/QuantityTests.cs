namespace SmtpSim.Report.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0.0, "0s")]
    [InlineData(0.0000001, "<1ms")]
    [InlineData(0.0014, "1ms")]
    [InlineData(0.24, "240ms")]
    [InlineData(0.9994, "999ms")]
    [InlineData(0.9996, "1s")]
    [InlineData(2.06, "2.1s")]
    [InlineData(59.94, "59.9s")]
    [InlineData(59.97, "1m")]
    [InlineData(452.0, "7m 32s")]
    [InlineData(302.4, "5m 02s")]
    [InlineData(3599.4, "59m 59s")]
    [InlineData(3599.6, "1h")]
    [InlineData(11040.0, "3h 04m")]
    [InlineData(21600.0, "6h")]
    [InlineData(86399.0, "1d")]
    [InlineData(183600.0, "2d 03h")]
    [InlineData(null, "–")]
    public void Duration_Seconds_TakesTheUnitsAPersonWould(double? seconds, string expected) =>
        Assert.Equal(expected, Quantity.Duration(seconds));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(312, "312")]
    [InlineData(999.4, "999")]
    [InlineData(999.6, "1.0 k")]
    [InlineData(9949, "9.9 k")]
    [InlineData(9960, "10 k")]
    [InlineData(820_000, "820 k")]
    [InlineData(4_100_000, "4.1 M")]
    [InlineData(8.6e9, "8.6 G")]
    [InlineData(8.6e15, "8600 T")]
    public void Compact_Number_HasThreeFiguresAtMost(double n, string expected) => Assert.Equal(expected, Quantity.Compact(n));

    [Theory]
    [InlineData(0.962, "96.2 %")]
    [InlineData(0.0, "0 %")]
    [InlineData(1.0, "100 %")]
    [InlineData(0.000001, "<0.1 %")]
    [InlineData(0.999999, ">99.9 %")]
    [InlineData(null, "–")]
    public void Percent_AlmostNoneOrAll_IsNotRoundedToNoneOrAll(double? share, string expected) => Assert.Equal(expected, Quantity.Percent(share));

    [Theory]
    [InlineData(0, "0 messages")]
    [InlineData(1, "1 message")]
    [InlineData(6993, "6,993 messages")]
    public void Count_Noun_TakesItsPlural(long n, string expected) => Assert.Equal(expected, Quantity.Count(n, "message"));
}
