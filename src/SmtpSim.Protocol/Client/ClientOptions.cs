namespace SmtpSim.Protocol;

/// <summary>When a client uses STARTTLS.</summary>
public enum TlsUse : byte
{
    Never,

    /// <summary>If it is offered and granted.</summary>
    May,

    /// <summary>Without it nothing is sent: the mail waits (454 4.7.4).</summary>
    Must,
}

/// <summary>Who a client says it is, and how it proves that.</summary>
/// <param name="User">Name, in UTF-8 on the wire.</param>
/// <param name="Password">Password, in UTF-8 on the wire.</param>
/// <param name="Nonce">For SCRAM: printable ASCII without commas that no earlier session had. It is handed in since the core draws nothing
/// at random.</param>
public sealed record Credentials(string User, string Password, string Nonce);

/// <summary>How a client session makes use of what a server offers. The default is RFC 5321 with SIZE alone.</summary>
public sealed record ClientOptions
{
    public static ClientOptions Default { get; } = new();

    /// <summary>The client greets with HELO and uses no extension.</summary>
    public bool HeloOnly { get; init; }

    /// <summary>The client greets with LHLO and awaits a reply for each recipient (RFC 2033).</summary>
    public bool Lmtp { get; init; }

    public TlsUse Tls { get; init; }

    /// <summary>MAIL, all RCPT and DATA are sent in one group where PIPELINING is offered.</summary>
    public bool Pipelining { get; init; }

    /// <summary>The text goes in BDAT chunks where CHUNKING is offered.</summary>
    public bool Chunking { get; init; }

    /// <summary>The longest chunk in octets; 0 sends the text in one.</summary>
    public int ChunkSize { get; init; }

    /// <summary>MAIL declares the size where SIZE is offered.</summary>
    public bool DeclaresSize { get; init; } = true;

    /// <summary>If not null, AUTH comes before the first MAIL; a server that offers no mechanism to use gets no mail (454 4.7.0).</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>The mechanisms to try, the strongest first.</summary>
    public AuthMechanisms Mechanisms { get; init; } = AuthMechanisms.All;

    /// <summary>PLAIN and LOGIN show the password to whoever listens: outside TLS they are used only if this is set.</summary>
    public bool AllowsCleartextPassword { get; init; }
}
