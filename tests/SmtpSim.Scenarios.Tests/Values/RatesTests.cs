using CsCheck;

namespace SmtpSim.Scenarios.Tests;

public sealed class RatesTests
{
    [Theory]
    [InlineData("2.5/h per client", 2.5 / 3600, true)]
    [InlineData("100/s", 100, false)]
    [InlineData("30 / min", 0.5, false)]
    [InlineData("30/m per  client", 0.5, true)]
    [InlineData("1/d per client", 1.0 / 86400, true)]
    public void Rate_EveryUnit_IsPerSecond(string text, double perSecond, bool perClient)
    {
        Assert.Null(Rates.Any.Parse(text, out var rate));
        Assert.Equal(new Rate(perSecond, perClient), rate);
    }

    [Theory]
    [InlineData("100", "has no unit; write '100/s' or '100/h per client'")]
    [InlineData("100/fortnight", "has the unknown unit '/fortnight'; write '/s', '/min', '/h' or '/d'")]
    [InlineData("100/s per server", "is not a rate; only 'per client' may follow the unit")]
    [InlineData("100 s", "is not a rate; write one such as '2.5/h per client' or '100/s'")]
    [InlineData("many", "is not a rate; write one such as '2.5/h per client' or '100/s'")]
    [InlineData("0/s", "must be more than zero")]
    [InlineData("-1/s", "must be more than zero")]
    [InlineData("1e9/s", "is too fast; the largest rate is 1000000/s")]
    public void Rate_Impossible_SaysWhatToWrite(string text, string complaint)
    {
        var said = Rates.Any.Parse(text, out _)!;
        Assert.Equal(complaint, said.Remedy is null ? said.Message : $"{said.Message}; {said.Remedy}");
    }

    [Theory]
    [InlineData("2.5/h per client")]
    [InlineData("100/s")]
    [InlineData("6/h per client")]
    [InlineData("1/d per client")]
    [InlineData("1.5/min")]
    public void Format_OfALegibleRate_IsTheSameText(string text)
    {
        Rates.Any.Parse(text, out var rate);
        Assert.Equal(text, Rates.Any.Format(rate));
    }

    [Fact]
    public void Format_OfAnyRate_ReadsBackExactly() =>
        Gen.Double[1e-9, 1e6].Sample(perSecond => Rates.Any.Parse(Rates.Any.Format(new Rate(perSecond, true)), out var read) is null && read.PerSecond == perSecond);
}
