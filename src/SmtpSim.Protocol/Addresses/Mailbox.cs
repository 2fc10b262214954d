using System.Buffers;
using System.Net;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>
/// The grammar of mailboxes (RFC 5321 section 4.1.2). Each method gives the length of what it read at the beginning of the text, 0 if
/// nothing fits. Where SMTPUTF8 is offered, octets above ASCII may stand in local parts and domain names (RFC 6531 section 3.3); that they
/// are UTF-8 is looked at by the caller.
/// </summary>
internal static class Mailbox
{
    private static readonly SearchValues<byte> Atext =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~"u8);

    private static readonly SearchValues<byte> LetterDigitHyphen =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);

    private static readonly SearchValues<byte> Utf8Atext = WithNonAscii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~"u8);

    private static readonly SearchValues<byte> Utf8LetterDigitHyphen =
        WithNonAscii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);

    public static int LocalPart(ReadOnlySpan<byte> text, bool utf8) =>
        text is [(byte)'"', ..] ? QuotedString(text, utf8) : DotString(text, utf8 ? Utf8Atext : Atext);

    /// <summary>A domain name or an address literal.</summary>
    public static int Domain(ReadOnlySpan<byte> text, bool utf8) =>
        text is [(byte)'[', ..] ? AddressLiteral(text) : DomainName(text, utf8 ? Utf8LetterDigitHyphen : LetterDigitHyphen);

    private static int DotString(ReadOnlySpan<byte> text, SearchValues<byte> atoms)
    {
        var length = 0;
        while (true)
        {
            var atom = RunOf(text[length..], atoms);
            if (atom == 0) return 0;
            length += atom;
            if (length == text.Length || text[length] != '.') return length;
            length++;
        }
    }

    private static int QuotedString(ReadOnlySpan<byte> text, bool utf8)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"') return i + 1;
            if (utf8 && text[i] > '~' + 1) continue;
            if (text[i] == '\\') i++;
            if (i == text.Length || text[i] is < (byte)' ' or > (byte)'~') return 0;
        }

        return 0;
    }

    private static int DomainName(ReadOnlySpan<byte> text, SearchValues<byte> letters)
    {
        var length = 0;
        while (true)
        {
            var label = RunOf(text[length..], letters);
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
        var colon = address.IndexOf((byte)':');
        var valid = colon < 0 ? IsIPv4(address)
            : Ascii.EqualsIgnoreCase(address[..colon], "IPv6"u8) ? IsIPv6(address[(colon + 1)..])
            : IsGeneral(address[..colon], address[(colon + 1)..]);
        return valid ? end + 1 : 0;
    }

    /// <summary>A tag of letters, digits and hyphens, and what it stands for: printable but for brackets and backslash (4.1.3).</summary>
    private static bool IsGeneral(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> content) =>
        !tag.IsEmpty && tag[^1] != '-' && !tag.ContainsAnyExcept(LetterDigitHyphen)
        && !content.IsEmpty && !content.ContainsAnyExceptInRange((byte)'!', (byte)'~') && !content.ContainsAny("[\\]"u8);

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

    private static SearchValues<byte> WithNonAscii(ReadOnlySpan<byte> values) =>
        SearchValues.Create([.. values, .. Enumerable.Range(0x80, 0x80).Select(octet => (byte)octet)]);

    private static int RunOf(ReadOnlySpan<byte> text, SearchValues<byte> values)
    {
        var end = text.IndexOfAnyExcept(values);
        return end < 0 ? text.Length : end;
    }
}
