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

    /// <summary>A reply line with its CRLF (4.5.3.1.5).</summary>
    public const int Reply = 512;
}
