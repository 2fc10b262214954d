using CsCheck;
using SmtpSim.Kernel;

namespace SmtpSim.Scenarios.Tests;

public sealed class UnitTableTests
{
    [Theory]
    [InlineData("100ns", 1)]
    [InlineData("1us", 10)]
    [InlineData("1ms", 10_000)]
    [InlineData("1s", 10_000_000)]
    [InlineData("1m", 600_000_000)]
    [InlineData("1min", 600_000_000)]
    [InlineData("1h", 36_000_000_000)]
    [InlineData("1d", 864_000_000_000)]
    [InlineData("1w", 6_048_000_000_000)]
    [InlineData("1.5 h", 54_000_000_000)]
    [InlineData("0", 0)]
    public void Duration_EveryUnit_IsExactInTicks(string text, long ticks)
    {
        Assert.Null(Durations.Any.Parse(text, out var value));
        Assert.Equal(ticks, value.Ticks);
    }

    [Theory]
    [InlineData("1B", 1)]
    [InlineData("1kB", 1000)]
    [InlineData("1 KiB", 1024)]
    [InlineData("2MB", 2_000_000)]
    [InlineData("1MiB", 1_048_576)]
    [InlineData("1GB", 1_000_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    public void Size_EveryUnit_IsExactInBytes(string text, long bytes)
    {
        Assert.Null(Count.SizeLimit.Parse(text, out var value));
        Assert.Equal(bytes, value);
        Assert.Null(Quantity.Bytes.Parse(text, out var asDouble));
        Assert.Equal(bytes, asDouble);
    }

    [Theory]
    [InlineData("1 B/s", 1)]
    [InlineData("1 kB/s", 1e3)]
    [InlineData("1 KiB/s", 1024)]
    [InlineData("1 MB/s", 1e6)]
    [InlineData("1 MiB/s", 1048576)]
    [InlineData("1 GB/s", 1e9)]
    [InlineData("1 GiB/s", 1073741824)]
    [InlineData("8 kbit/s", 1e3)]
    [InlineData("8 Mbit/s", 1e6)]
    [InlineData("8 Gbit/s", 1e9)]
    [InlineData("unlimited", 0)]
    public void Bandwidth_EveryUnit_IsExactInBytesPerSecond(string text, double bytesPerSecond)
    {
        Assert.Null(Quantity.Bandwidth.Parse(text, out var value));
        Assert.Equal(bytesPerSecond, value);
    }

    [Fact]
    public void Unit_OfEveryTable_IsTestedAbove()
    {
        Assert.Equal("ns, us, ms, s, m, min, h, d, w", Units.Duration.Names);
        Assert.Equal("B, kB, KiB, MB, MiB, GB, GiB", Units.Size.Names);
        Assert.Equal("B/s, kbit/s, kB/s, KiB/s, Mbit/s, MB/s, MiB/s, Gbit/s, GB/s, GiB/s", Units.Bandwidth.Names);
    }

    [Theory]
    [InlineData("5", "has no unit; write '5s' or another of ns, us, ms, s, m, min, h, d, w")]
    [InlineData("5 sec", "has the unknown unit 'sec'; did you mean 's'?")]
    [InlineData("5minutes", "has the unknown unit 'minutes'; did you mean 'm'?")]
    [InlineData("5 µs", "has the unknown unit 'µs'; did you mean 'us'?")]
    [InlineData("5S", "has the unknown unit 'S'; did you mean 's'?")]
    [InlineData("5 parsec", "has the unknown unit 'parsec'; write one of ns, us, ms, s, m, min, h, d, w")]
    [InlineData("-5s", "is negative; write a duration such as '300s'")]
    [InlineData("soon", "is not a duration; write one such as '300s'")]
    [InlineData("", "is not a duration; write one such as '300s'")]
    [InlineData("1h30m", "has the unknown unit 'h30m'; write one of ns, us, ms, s, m, min, h, d, w")]
    [InlineData("50ns", "is no whole number of ticks of 100 ns; virtual time is no finer")]
    [InlineData("101y", "has the unknown unit 'y'; write one of ns, us, ms, s, m, min, h, d, w")]
    [InlineData("36501d", "is too long; the longest duration is 36500d")]
    [InlineData("1e300d", "is too long; the longest duration is 36500d")]
    public void Duration_Impossible_SaysWhatToWrite(string text, string complaint) => Assert.Equal(complaint, Said(Durations.Any.Parse(text, out _)));

    [Theory]
    [InlineData("5 KB", "has the unknown unit 'KB'; did you mean 'kB'?")]
    [InlineData("5mb", "has the unknown unit 'mb'; did you mean 'MB'?")]
    [InlineData("5M", "has the unknown unit 'M'; did you mean 'MB'?")]
    [InlineData("5 bytes", "has the unknown unit 'bytes'; did you mean 'B'?")]
    [InlineData("5", "has no unit; write '5B' or another of B, kB, KiB, MB, MiB, GB, GiB")]
    [InlineData("2 PB", "has the unknown unit 'PB'; write one of B, kB, KiB, MB, MiB, GB, GiB")]
    [InlineData("1e9 GB", "is too large; the largest value is 1000000GB")]
    public void Size_Impossible_SaysWhatToWrite(string text, string complaint) => Assert.Equal(complaint, Said(Quantity.Bytes.Parse(text, out _)));

    [Theory]
    [InlineData("5 Mbps", "has the unknown unit 'Mbps'; did you mean 'Mbit/s'?")]
    [InlineData("5 Mb/s", "has the unknown unit 'Mb/s'; did you mean 'MB/s' or 'Mbit/s'?")]
    [InlineData("0", "must be more than zero; write 'unlimited' for no limit")]
    public void Bandwidth_Impossible_SaysWhatToWrite(string text, string complaint) => Assert.Equal(complaint, Said(Quantity.Bandwidth.Parse(text, out _)));

    [Fact]
    public void Format_OfAnyTicks_ReadsBackExactly() =>
        Gen.Long[0, Durations.Longest.Ticks].Sample(ticks =>
            Durations.Any.Parse(Units.Duration.Format(ticks), out var read) is null && read.Ticks == ticks);

    [Fact]
    public void Format_OfFractionsOfTicks_ReadsBackExactly() =>
        Gen.Double[0, 1e15].Sample(ticks => Durations.Ticks.Parse(Units.Duration.Format(ticks), out var read) is null && read == ticks);

    [Fact]
    public void Format_OfFractionsOfBytes_ReadsBackExactly() =>
        Gen.Double[0, 1e14].Sample(bytes => Quantity.Bytes.Parse(Units.Size.Format(bytes), out var read) is null && read == bytes);

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "100ns")]
    [InlineData(SimDuration.TicksPerSecond * 300, "5m")]
    [InlineData(SimDuration.TicksPerSecond * 4000, "4000s")]
    [InlineData(SimDuration.TicksPerDay * 14, "14d")]
    [InlineData(SimDuration.TicksPerHour * 36, "36h")]
    [InlineData(15, "1500ns")]
    public void Format_WholeNumber_TakesTheLargestUnit(long ticks, string text) => Assert.Equal(text, Units.Duration.Format(ticks));

    private static string? Said(Complaint? complaint) => complaint is null ? null : complaint.Remedy is null ? complaint.Message : $"{complaint.Message}; {complaint.Remedy}";
}
