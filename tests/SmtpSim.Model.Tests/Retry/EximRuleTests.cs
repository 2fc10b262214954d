using CsCheck;

namespace SmtpSim.Model.Tests;

/// <summary>Exim's rule language: what is read, and where a mistake is found.</summary>
public class EximRuleTests
{
    [Theory]
    [InlineData("F,2h,15m", "F 7200 900 0")]
    [InlineData("F,2h,15m; G,16h,1h,1.5; F,4d,6h", "F 7200 900 0|G 57600 3600 1500|F 345600 21600 0")]
    [InlineData("  F , 2h , 15m ;H,1w2d3h4m5s,1h30m,2.125;", "F 7200 900 0|H 788645 5400 2125")]
    [InlineData("G,1d,1s,1", "G 86400 1 1000")]
    public void TryParse_GoodRule_GivesItsParts(string text, string expected)
    {
        Assert.Null(EximRule.TryParse(text, out var rule));
        Assert.Equal(expected, string.Join('|', rule.Parts.Select(part => $"{part.Kind} {part.Until} {part.Interval} {part.Thousandths}")));
    }

    [Theory]
    [InlineData("", 0, "empty part")]
    [InlineData(" ;F,2h,15m", 1, "empty part")]
    [InlineData("F,2h,15m;;F,3h,1m", 9, "empty part")]
    [InlineData("X,2h,15m", 0, "none of F, G and H")]
    [InlineData("f,2h,15m", 0, "none of F, G and H")]
    [InlineData("* * F,2h,15m", 0, "begins with a pattern")]
    [InlineData("F 2h,15m", 2, "lacks a comma")]
    [InlineData("F,2h", 4, "lacks a comma")]
    [InlineData("F,,15m", 2, "no time")]
    [InlineData("F,2,15m", 3, "without a unit")]
    [InlineData("F,2x,15m", 3, "without a unit")]
    [InlineData("F,2h,15", 7, "without a unit")]
    [InlineData("F,5m2h,15m", 5, "out of order")]
    [InlineData("F,0s,15m", 2, "time of zero")]
    [InlineData("F,99999999999999999999w,1m", 2, "too long")]
    [InlineData("F,2h,15m,2", 8, "goes on")]
    [InlineData("F,2h,15m G,16h,1h,1.5", 9, "goes on")]
    [InlineData("G,16h,1h", 8, "lacks a comma")]
    [InlineData("G,16h,1h,", 9, "no factor")]
    [InlineData("G,16h,1h,1.2.3", 9, "no factor")]
    [InlineData("G,16h,1h,0.9", 9, "out of range")]
    [InlineData("G,16h,1h,1.5000", 9, "three decimals")]
    [InlineData("F,2h,15m; F,2h,1m", 10, "no later")]
    public void TryParse_Mistake_IsFoundWhereItStands(string text, int at, string message)
    {
        var error = EximRule.TryParse(text, out _);
        Assert.NotNull(error);
        Assert.Equal(at, error.At);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    /// <summary>Texts that nearly are rules: nothing throws, every place lies in the text, what is taken is in range.</summary>
    [Fact]
    public void TryParse_AnyText_IsTakenOrRefused() => Gen.String[Gen.Char["FGH,;. *0159wdhmsx\t\u00e9"], 0, 60].Sample(text =>
    {
        if (EximRule.TryParse(text, out var rule) is { } error)
            Assert.InRange(error.At, 0, text.Length);
        else
            Assert.All(rule.Parts, part => Assert.True(part is { Until: > 0, Interval: > 0 } && (part.Kind == 'F') == (part.Thousandths == 0)));
    }, iter: 20_000);

    [Fact]
    public void TryParse_HugeText_IsRefusedAtOnce()
    {
        Assert.Contains("longer", EximRule.TryParse(new string('F', 1_000_000), out _)!.Message, StringComparison.Ordinal);
        Assert.Contains("parts", EximRule.TryParse(string.Concat(Enumerable.Range(1, 100).Select(i => $"F,{i}h,1m;")), out _)!.Message, StringComparison.Ordinal);
    }
}
