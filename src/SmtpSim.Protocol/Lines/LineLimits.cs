namespace SmtpSim.Protocol;

/// <summary>The sizes of RFC 5321 section 4.5.3.1 that an implementation must be able to take, in octets. Ours are exactly these.</summary>
public static class LineLimits
{
    /// <summary>A local part (4.5.3.1.1).</summary>
    public const int LocalPart = 64;

    /// <summary>A domain name or address literal (4.5.3.1.2).</summary>
    public const int Domain = 255;

    /// <summary>A reverse-path or forward-path with its punctuation (4.5.3.1.3).</summary>
    public const int Path = 256;

    /// <summary>A command line with its CRLF (4.5.3.1.4); service extensions may raise it.</summary>
    public const int Command = 512;

    /// <summary>A line of AUTH or its exchange, with its CRLF (RFC 4954 section 4).</summary>
    public const int Auth = 12288;

    /// <summary>
    /// A command line of a server that offers extensions, each of which may lengthen MAIL or RCPT: SIZE by 26, 8BITMIME by 17, SMTPUTF8 by
    /// 10, AUTH by 500, DSN by 634 at RCPT (RFC 1870 section 4, RFC 6152, RFC 6531 section 3.4, RFC 4954 section 5, RFC 3461 section 4).
    /// </summary>
    public static int CommandWith(ServiceExtensions offered) => Command
        + (offered.Has(ServiceExtensions.Size) ? 26 : 0)
        + (offered.Has(ServiceExtensions.EightBitMime) ? 17 : 0)
        + (offered.Has(ServiceExtensions.SmtpUtf8) ? 10 : 0)
        + (offered.Has(ServiceExtensions.Auth) ? 500 : 0)
        + (offered.Has(ServiceExtensions.Dsn) ? 634 : 0);

    /// <summary>A reply line with its CRLF (4.5.3.1.5).</summary>
    public const int Reply = 512;
}
