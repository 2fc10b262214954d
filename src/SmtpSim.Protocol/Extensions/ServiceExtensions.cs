using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The service extensions that the protocol core speaks, on either side.</summary>
[Flags]
public enum ServiceExtensions : ushort
{
    None = 0,

    /// <summary>RFC 1870.</summary>
    Size = 1,

    /// <summary>RFC 2920.</summary>
    Pipelining = 2,

    /// <summary>RFC 6152.</summary>
    EightBitMime = 4,

    /// <summary>RFC 2034.</summary>
    EnhancedStatusCodes = 8,

    /// <summary>RFC 6531.</summary>
    SmtpUtf8 = 16,

    /// <summary>BDAT (RFC 3030).</summary>
    Chunking = 32,

    /// <summary>RFC 3030, together with <see cref="Chunking"/> alone.</summary>
    BinaryMime = 64,

    /// <summary>RFC 3461.</summary>
    Dsn = 128,

    /// <summary>RFC 3207.</summary>
    StartTls = 256,

    /// <summary>RFC 4954.</summary>
    Auth = 512,

    /// <summary>RFC 9422.</summary>
    Limits = 1024,
}

/// <summary>Reads the keywords of an EHLO reply.</summary>
public static class ServiceExtension
{
    /// <summary>
    /// The extension that a line announces; none for an unknown keyword, which a client must ignore (RFC 5321 section 4.1.1.1).
    /// </summary>
    public static ServiceExtensions Parse(ReadOnlySpan<byte> line) => OfKeyword(KeywordOf(line));

    /// <summary>Whether any of the extensions is among those offered. <c>HasFlag</c> allocates until it is compiled a second time.</summary>
    internal static bool Has(this ServiceExtensions offered, ServiceExtensions extension) => (offered & extension) != 0;

    /// <summary>The first word of a line.</summary>
    internal static ReadOnlySpan<byte> KeywordOf(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        return space < 0 ? line : line[..space];
    }

    private static ServiceExtensions OfKeyword(ReadOnlySpan<byte> keyword) =>
        Ascii.EqualsIgnoreCase(keyword, "SIZE"u8) ? ServiceExtensions.Size
        : Ascii.EqualsIgnoreCase(keyword, "PIPELINING"u8) ? ServiceExtensions.Pipelining
        : Ascii.EqualsIgnoreCase(keyword, "8BITMIME"u8) ? ServiceExtensions.EightBitMime
        : Ascii.EqualsIgnoreCase(keyword, "ENHANCEDSTATUSCODES"u8) ? ServiceExtensions.EnhancedStatusCodes
        : Ascii.EqualsIgnoreCase(keyword, "SMTPUTF8"u8) ? ServiceExtensions.SmtpUtf8
        : Ascii.EqualsIgnoreCase(keyword, "CHUNKING"u8) ? ServiceExtensions.Chunking
        : Ascii.EqualsIgnoreCase(keyword, "BINARYMIME"u8) ? ServiceExtensions.BinaryMime
        : Ascii.EqualsIgnoreCase(keyword, "DSN"u8) ? ServiceExtensions.Dsn
        : Ascii.EqualsIgnoreCase(keyword, "STARTTLS"u8) ? ServiceExtensions.StartTls
        : Ascii.EqualsIgnoreCase(keyword, "AUTH"u8) ? ServiceExtensions.Auth
        : Ascii.EqualsIgnoreCase(keyword, "LIMITS"u8) ? ServiceExtensions.Limits
        : ServiceExtensions.None;
}
