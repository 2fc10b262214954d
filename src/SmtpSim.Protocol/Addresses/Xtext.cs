using System.Buffers;
using System.Globalization;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>
/// The encoding of DSN parameters (RFC 3461 section 4): printable ASCII but for + and =, and every other octet as a plus sign and two
/// upper-case hexadecimal digits.
/// </summary>
public static class Xtext
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEF"u8);

    /// <summary>Whether the text is well-formed xtext; the empty text is.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < (byte)'!' or > (byte)'~' or (byte)'=') return false;
            if (text[i] != '+') continue;
            if (text.Length - i < 3 || text.Slice(i + 1, 2).ContainsAnyExcept(HexDigits)) return false;
            i += 2;
        }

        return true;
    }

    /// <summary>The octets that xtext stands for, as UTF-8 text; null unless it is well-formed.</summary>
    public static string? Decode(ReadOnlySpan<byte> text)
    {
        if (!IsValid(text)) return null;
        var octets = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '+')
            {
                octets.Add(text[i]);
                continue;
            }

            octets.Add(byte.Parse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 2;
        }

        return Encoding.UTF8.GetString([.. octets]);
    }

    /// <summary>The xtext of a text, whose characters above ASCII are taken as UTF-8.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is < (byte)'!' or > (byte)'~' or (byte)'+' or (byte)'=') encoded.Append('+').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            else encoded.Append((char)octet);
        }

        return encoded.ToString();
    }
}
