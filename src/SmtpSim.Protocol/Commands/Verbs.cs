using System.Buffers.Binary;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>Verbs as text. They are four letters each but for STARTTLS, in upper or lower case (RFC 5321 section 2.4).</summary>
public static class Verbs
{
    private static readonly string[] Texts =
    [
        "", "EHLO", "HELO", "MAIL", "RCPT", "DATA", "RSET", "NOOP", "VRFY", "EXPN", "HELP", "QUIT",
        "STARTTLS", "AUTH", "BDAT", "LHLO",
    ];

    /// <summary>The verb in upper case; empty for <see cref="Verb.Unknown"/>.</summary>
    public static string TextOf(Verb verb) => Texts[(int)verb];

    /// <summary>The verb that a word spells, <see cref="Verb.Unknown"/> for any other word.</summary>
    public static Verb Parse(ReadOnlySpan<byte> word)
    {
        if (word.Length != 4) return Ascii.EqualsIgnoreCase(word, "STARTTLS"u8) ? Verb.StartTls : Verb.Unknown;

        // Setting bit 5 maps exactly two octets, the upper and the lower case, to each lower-case letter.
        return (BinaryPrimitives.ReadUInt32BigEndian(word) | 0x20202020) switch
        {
            0x65686C6F => Verb.Ehlo,
            0x68656C6F => Verb.Helo,
            0x6D61696C => Verb.Mail,
            0x72637074 => Verb.Rcpt,
            0x64617461 => Verb.Data,
            0x72736574 => Verb.Rset,
            0x6E6F6F70 => Verb.Noop,
            0x76726679 => Verb.Vrfy,
            0x6578706E => Verb.Expn,
            0x68656C70 => Verb.Help,
            0x71756974 => Verb.Quit,
            0x61757468 => Verb.Auth,
            0x62646174 => Verb.Bdat,
            0x6C686C6F => Verb.Lhlo,
            _ => Verb.Unknown,
        };
    }
}
