using CsCheck;

namespace SmtpSim.Scenarios.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("2%", 0.02)]
    [InlineData("0.1 %", 0.001)]
    [InlineData("0.02", 0.02)]
    [InlineData("100%", 1)]
    [InlineData("1", 1)]
    [InlineData("0", 0)]
    public void Probability_BothForms_AreRead(string text, double value)
    {
        Assert.Null(Quantity.Probability.Parse(text, out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("2", "is more than 1; write '2%' if that is meant")]
    [InlineData("101%", "is more than 1; a probability is at most 100%")]
    [InlineData("-1%", "is negative; a probability is between 0 and 1")]
    [InlineData("often", "is not a probability; write one such as '2%' or '0.02'")]
    [InlineData("2 percent", "is not a probability; write one such as '2%' or '0.02'")]
    public void Probability_Impossible_SaysWhatToWrite(string text, string complaint)
    {
        var said = Quantity.Probability.Parse(text, out _)!;
        Assert.Equal(complaint, $"{said.Message}; {said.Remedy}");
    }

    [Fact]
    public void Probability_Any_ReadsBackExactly() =>
        Gen.Double[0, 1].Sample(value => Quantity.Probability.Parse(Quantity.Probability.Format(value), out var read) is null && read == value);

    [Theory]
    [InlineData("1,000", "is not a whole number; write '1000'")]
    [InlineData("1_000", "is not a whole number; write '1000'")]
    [InlineData("1.5", "is not a whole number; write digits alone")]
    [InlineData("ten", "is not a whole number; write digits alone")]
    public void Count_NotWhole_SaysWhatToWrite(string text, string complaint)
    {
        var said = Count.From(1, 5000).Parse(text, out _)!;
        Assert.Equal(complaint, $"{said.Message}; {said.Remedy}");
    }

    [Theory]
    [InlineData("0", "is less than 1")]
    [InlineData("-3", "is less than 1")]
    [InlineData("5001", "is more than 5000")]
    [InlineData("99999999999999999999", "is not a whole number")]
    public void Count_OutOfRange_IsRefused(string text, string complaint) => Assert.Equal(complaint, Count.From(1, 5000).Parse(text, out _)!.Message);

    [Fact]
    public void Limit_Zero_AsksForUnlimited()
    {
        Assert.Equal("write 'unlimited' for no limit", Count.Limit(10).Parse("0", out _)!.Remedy);
        Assert.Equal("write 'unlimited' for no limit", Count.SizeLimit.Parse("0", out _)!.Remedy);
    }

    [Theory]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0", 0)]
    public void Seed_SixtyFourBits_IsRead(string text, ulong seed)
    {
        Assert.Null(Count.Seed.Parse(text, out var read));
        Assert.Equal(seed, read);
    }

    [Theory]
    [InlineData("18446744073709551616")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("random")]
    public void Seed_AnythingElse_IsRefused(string text) => Assert.Equal("is not a seed", Count.Seed.Parse(text, out _)!.Message);
}
