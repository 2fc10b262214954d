using System.Text;

namespace SmtpSim.Protocol;

/// <summary>The service extensions that a server announced in its answer to EHLO and that a client may make use of.</summary>
[Flags]
public enum ServiceExtensions : byte
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
}

/// <summary>Reads the keywords of an EHLO reply.</summary>
public static class ServiceExtension
{
    /// <summary>
    /// The extension that a line announces; none for an unknown keyword, which a client must ignore (RFC 5321 section 4.1.1.1).
    /// </summary>
    public static ServiceExtensions Parse(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        var keyword = space < 0 ? line : line[..space];
        return Ascii.EqualsIgnoreCase(keyword, "SIZE"u8) ? ServiceExtensions.Size
            : Ascii.EqualsIgnoreCase(keyword, "PIPELINING"u8) ? ServiceExtensions.Pipelining
            : Ascii.EqualsIgnoreCase(keyword, "8BITMIME"u8) ? ServiceExtensions.EightBitMime
            : Ascii.EqualsIgnoreCase(keyword, "ENHANCEDSTATUSCODES"u8) ? ServiceExtensions.EnhancedStatusCodes
            : ServiceExtensions.None;
    }
}
