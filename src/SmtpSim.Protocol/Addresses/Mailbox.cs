using System.Buffers;
using System.Net;

namespace SmtpSim.Protocol;

/// <summary>
/// The grammar of mailboxes (RFC 5321 section 4.1.2). Each method gives the length of what it read at the beginning of the text, 0 if
/// nothing fits.
/// </summary>
internal static class Mailbox
{
    private static readonly SearchValues<byte> Atext =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~"u8);

    private static readonly SearchValues<byte> LetterDigitHyphen =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);

    public static int LocalPart(ReadOnlySpan<byte> text) => text is [(byte)'"', ..] ? QuotedString(text) : DotString(text);

    /// <summary>A domain name or an address literal.</summary>
    public static int Domain(ReadOnlySpan<byte> text) => text is [(byte)'[', ..] ? AddressLiteral(text) : DomainName(text);

    private static int DotString(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (true)
        {
            var atom = RunOf(text[length..], Atext);
            if (atom == 0) return 0;
            length += atom;
            if (length == text.Length || text[length] != '.') return length;
            length++;
        }
    }

    private static int QuotedString(ReadOnlySpan<byte> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"') return i + 1;
            if (text[i] == '\\') i++;
            if (i == text.Length || text[i] is < (byte)' ' or > (byte)'~') return 0;
        }

        return 0;
    }

    private static int DomainName(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (true)
        {
            var label = RunOf(text[length..], LetterDigitHyphen);
            if (label == 0 || text[length] == '-' || text[length + label - 1] == '-') return 0;
            length += label;
            if (length == text.Length || text[length] != '.') return length;
            length++;
        }
    }

    private static int AddressLiteral(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)']');
        if (end < 0) return 0;
        var address = text[1..end];
        var valid = address.StartsWith("IPv6:"u8) ? IsIPv6(address[5..]) : IsIPv4(address);
        return valid ? end + 1 : 0;
    }

    /// <summary>Four decimal numbers of up to three digits: the library would also take 127.1 or 0x7F.1.</summary>
    private static bool IsIPv4(ReadOnlySpan<byte> address)
    {
        var numbers = 0;
        foreach (var part in address.Split((byte)'.'))
        {
            var digits = address[part];
            if (digits.Length is 0 or > 3 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') || int.Parse(digits) > 255) return false;
            numbers++;
        }

        return numbers == 4;
    }

    private static bool IsIPv6(ReadOnlySpan<byte> address) =>
        address.Length <= 45 && address.Contains((byte)':') && !address.ContainsAny("%[/"u8) && IPAddress.IsValidUtf8(address);

    private static int RunOf(ReadOnlySpan<byte> text, SearchValues<byte> values)
    {
        var end = text.IndexOfAnyExcept(values);
        return end < 0 ? text.Length : end;
    }
}
