using System.Globalization;

namespace SmtpSim.Scenarios;

/// <summary>
/// A decimal number as it was written: ±digits · 10^exponent. Changing between units that differ by a power of ten moves the exponent alone,
/// so that neither reading nor writing a quantity rounds anything but, once, the result.
/// </summary>
internal readonly record struct DecimalNumber(bool Negative, UInt128 Digits, int Exponent)
{
    // 25 digits times the largest unit (a week, 604800) still fit in 128 bits. The shortest form of a double has 17.
    private const int MaxDigits = 25;
    private const int MaxExponent = 400;
    private const int LegibleDigits = 16;

    public bool IsZero => Digits == 0;

    /// <summary>Reads the number that <paramref name="text"/> begins with: <c>5</c>, <c>2.5</c>, <c>1e-3</c>.</summary>
    /// <returns>How many characters it has; 0 when there is none or it has too many digits.</returns>
    public static int Scan(ReadOnlySpan<char> text, out DecimalNumber number)
    {
        number = default;
        var at = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+')) at++;
        var start = at;
        var (digits, exponent, significant) = (UInt128.Zero, 0, 0);
        for (var fraction = false; at < text.Length; at++)
        {
            if (text[at] == '.' && !fraction && at > start && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
            {
                fraction = true;
                continue;
            }
            if (!char.IsAsciiDigit(text[at])) break;
            digits = digits * 10 + (uint)(text[at] - '0');
            if (digits != 0 && ++significant > MaxDigits) return 0;
            if (fraction) exponent--;
        }
        if (at == start) return 0;
        at += ScanExponent(text[at..], ref exponent);
        if (Math.Abs(exponent) > MaxExponent) return 0;
        number = new DecimalNumber(negative, digits, exponent).Reduced();
        return at;
    }

    public static DecimalNumber Of(double value)
    {
        Scan(value.ToString("R", CultureInfo.InvariantCulture), out var number);
        return number;
    }

    /// <summary>This number times <paramref name="factor"/> · 10^<paramref name="power"/>.</summary>
    public DecimalNumber Times(uint factor, int power) => (this with { Digits = Digits * factor, Exponent = Exponent + power }).Reduced();

    /// <summary>The nearest double.</summary>
    public double ToDouble() =>
        double.Parse(
            string.Create(CultureInfo.InvariantCulture, $"{(Negative ? "-" : "")}{Digits}E{Exponent}"), CultureInfo.InvariantCulture);

    /// <summary>False when this is no integer, or none of 63 bits.</summary>
    public bool TryToInteger(out long value)
    {
        value = 0;
        if (IsZero) return true;
        if (Exponent is < 0 or > 18) return false;
        var magnitude = Digits;
        for (var i = 0; i < Exponent && magnitude <= long.MaxValue; i++) magnitude *= 10;
        if (magnitude > long.MaxValue) return false;
        value = Negative ? -(long)magnitude : (long)magnitude;
        return true;
    }

    /// <summary>Without an exponent where that is legible.</summary>
    public override string ToString()
    {
        var sign = Negative ? "-" : "";
        var digits = Digits.ToString(CultureInfo.InvariantCulture);
        if (Exponent == 0 || (Exponent > 0 && digits.Length + Exponent <= LegibleDigits))
            return sign + digits + new string('0', IsZero ? 0 : Exponent);
        if (Exponent is > 0 or < -30) return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits}e{Exponent}");
        digits = digits.PadLeft(1 - Exponent, '0');
        return $"{sign}{digits[..^-Exponent]}.{digits[^-Exponent..]}";
    }

    private static int ScanExponent(ReadOnlySpan<char> text, ref int exponent)
    {
        if (text.Length < 2 || text[0] is not ('e' or 'E')) return 0;
        var at = text[1] is '+' or '-' ? 2 : 1;
        var start = at;
        var power = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++) power = Math.Min(power * 10 + (text[at] - '0'), 10_000);
        if (at == start) return 0;
        exponent += text[1] == '-' ? -power : power;
        return at;
    }

    private DecimalNumber Reduced()
    {
        if (IsZero) return default;
        var (digits, exponent) = (Digits, Exponent);
        for (; digits % 10 == 0; exponent++) digits /= 10;
        return this with { Digits = digits, Exponent = exponent };
    }
}
