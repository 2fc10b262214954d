namespace SmtpSim.Wire;

/// <summary>Which server is checked, and how.</summary>
public sealed record ConformOptions
{
    public required Target Target { get; init; }

    /// <summary>Reverse-path of the transactions.</summary>
    public string From { get; init; } = "conform@example.org";

    /// <summary>A mailbox that the server accepts: every server has this one (RFC 5321 section 4.5.1).</summary>
    public string To { get; init; } = "postmaster";

    /// <summary>TLS from the first octet on, as on port 465 (RFC 8314).</summary>
    public bool Tls { get; init; }

    /// <summary>STARTTLS before mail, where the server offers it (RFC 3207): what it offers and takes inside is then checked. Cases about what comes before stay outside.</summary>
    public bool StartTls { get; init; }

    /// <summary>User and password for AUTH; null for none.</summary>
    public (string User, string Password)? Credentials { get; init; }

    /// <summary>The server speaks LMTP (RFC 2033).</summary>
    public bool Lmtp { get; init; }

    /// <summary>How long a connection or a reply may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Cases at a time.</summary>
    public int Parallel { get; init; } = 1;
}
