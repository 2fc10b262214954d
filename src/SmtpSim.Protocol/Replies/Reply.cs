using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace SmtpSim.Protocol;

/// <summary>
/// A reply in four bytes: code, enhanced status code (RFC 3463) and the number of its text in <see cref="ReplyTexts"/>.
/// From the top: code 10 bits, has-enhanced 1, subject 3, detail 8, text 10. The default value is <see cref="None"/>.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct Reply(uint Bits)
{
    private const int CodeShift = 22;
    private const int SubjectShift = 18;
    private const int DetailShift = 10;
    private const uint EnhancedBit = 1u << 21;

    /// <summary>No reply at all; its code is 0.</summary>
    public static Reply None => default;

    public bool IsNone => Bits == 0;

    /// <summary>The three-digit reply code, 200 to 599.</summary>
    public int Code => (int)(Bits >> CodeShift);

    /// <summary>The first digit of the code, 2 to 5, which alone decides what a client does (RFC 5321 section 4.2.1).</summary>
    public int Class => Code / 100;

    public bool HasEnhancedStatus => (Bits & EnhancedBit) != 0;

    /// <summary>The second number of the enhanced status code, 0 to 7; its first is <see cref="Class"/>.</summary>
    public int Subject => (int)(Bits >> SubjectShift) & 7;

    /// <summary>The third number of the enhanced status code, 0 to 255.</summary>
    public int Detail => (int)(Bits >> DetailShift) & 0xFF;

    /// <summary>The number of the text in <see cref="ReplyTexts"/>; 0 is the code's standard text.</summary>
    public int TextId => (int)Bits & 0x3FF;

    /// <summary>What the reply means for the state of a session.</summary>
    public ReplyMeaning Meaning => (ReplyMeaning)ReplyMeanings.OfCode[Code];

    /// <summary>2yz.</summary>
    public bool IsPositiveCompletion => Code is >= 200 and < 300;

    /// <summary>3yz.</summary>
    public bool IsPositiveIntermediate => Code is >= 300 and < 400;

    /// <summary>4yz: trying again later may help.</summary>
    public bool IsTransientNegative => Code is >= 400 and < 500;

    /// <summary>5yz: trying again will not help.</summary>
    public bool IsPermanentNegative => Code is >= 500 and < 600;

    /// <summary>A reply without an enhanced status code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The code or the text number is out of range.</exception>
    public static Reply Of(int code, int text = 0)
    {
        if (code is < 200 or > 599) ThrowRange(nameof(code), code, "200 to 599");
        if (text is < 0 or > 0x3FF) ThrowRange(nameof(text), text, "0 to 1023");
        return new Reply(((uint)code << CodeShift) | (uint)text);
    }

    /// <summary>
    /// A reply with an enhanced status code, whose class is the first digit of <paramref name="code"/> (RFC 2034 section 4).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A part is out of range, or the code is 3yz, for which RFC 3463 knows no
    /// class.</exception>
    public static Reply Of(int code, int subject, int detail, int text = 0)
    {
        if (code is >= 300 and < 400) ThrowRange(nameof(code), code, "2yz, 4yz or 5yz beside an enhanced status code");
        if (subject is < 0 or > 7) ThrowRange(nameof(subject), subject, "0 to 7");
        if (detail is < 0 or > 255) ThrowRange(nameof(detail), detail, "0 to 255");
        return new Reply(Of(code, text).Bits | EnhancedBit | ((uint)subject << SubjectShift) | ((uint)detail << DetailShift));
    }

    /// <summary>The same reply with another text.</summary>
    public Reply WithText(int text) => new((Bits & ~0x3FFu) | (Of(200, text).Bits & 0x3FF));

    /// <summary>Code and enhanced status code, such as <c>451 4.7.1</c>.</summary>
    public override string ToString() => HasEnhancedStatus ? $"{Code} {Class}.{Subject}.{Detail}" : $"{Code}";

    [DoesNotReturn]
    private static void ThrowRange(string name, int value, string range) =>
        throw new ArgumentOutOfRangeException(name, value, $"must be {range}");
}
