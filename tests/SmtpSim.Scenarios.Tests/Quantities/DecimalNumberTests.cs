using System.Globalization;
using CsCheck;

namespace SmtpSim.Scenarios.Tests;

public sealed class DecimalNumberTests
{
    [Theory]
    [InlineData("0", 1, 0)]
    [InlineData("42", 2, 42)]
    [InlineData("2.5", 3, 2.5)]
    [InlineData("-1.25e2x", 7, -125)]
    [InlineData("+3", 2, 3)]
    [InlineData("1e-3s", 4, 0.001)]
    [InlineData("5.", 1, 5)]
    [InlineData("007", 3, 7)]
    [InlineData("3e", 1, 3)]
    public void Scan_NumberInFront_IsReadToItsEnd(string text, int length, double value)
    {
        Assert.Equal(length, DecimalNumber.Scan(text, out var number));
        Assert.Equal(value, number.ToDouble());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(".5")]
    [InlineData("-")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("٣")]
    [InlineData("12345678901234567890123456")]
    [InlineData("1e999999999999")]
    public void Scan_NoNumberInFront_IsRefused(string text) => Assert.Equal(0, DecimalNumber.Scan(text, out _));

    [Fact]
    public void Text_OfAnyDouble_ReadsBackAsTheSameDouble() =>
        Gen.Double.Where(double.IsFinite).Sample(value => Same(value, DecimalNumber.Of(value).ToString()));

    [Fact]
    public void Text_ShiftedByAPowerOfTenAndBack_IsExact() =>
        Gen.Select(Gen.Double[0, 1e15], Gen.Int[-9, 9]).Sample((value, power) =>
            DecimalNumber.Of(value).Times(1, power).Times(1, -power) == DecimalNumber.Of(value));

    [Fact]
    public void ToInteger_OfAnyLong_IsExact() =>
        Gen.Long[0, long.MaxValue].Sample(value =>
            DecimalNumber.Scan(value.ToString(CultureInfo.InvariantCulture), out var number) > 0 && number.TryToInteger(out var read) && read == value);

    [Theory]
    [InlineData("0.5")]
    [InlineData("9223372036854775808")]
    [InlineData("1e19")]
    public void ToInteger_FractionOrOverflow_IsRefused(string text)
    {
        Assert.Equal(text.Length, DecimalNumber.Scan(text, out var number));
        Assert.False(number.TryToInteger(out _));
    }

    private static bool Same(double value, string text) =>
        DecimalNumber.Scan(text, out var number) == text.Length && (number.ToDouble() == value || (value == 0 && number.IsZero));
}
