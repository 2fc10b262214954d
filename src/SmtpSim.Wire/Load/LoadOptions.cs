namespace SmtpSim.Wire;

/// <summary>A client fleet let loose on a real server.</summary>
public sealed record LoadOptions
{
    public required Model.Scenario Scenario { get; init; }

    public required Target Target { get; init; }

    /// <summary>The client group that sends; null for all.</summary>
    public string? Group { get; init; }

    /// <summary>How many seconds of the scenario pass in a second of wall time.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Connections at a time; those beyond it wait, and the fleet's time-out for connections runs meanwhile.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>MAIL, RCPT and DATA in one group where the server offers it and the scenario's clients do it.</summary>
    public bool Pipelining { get; init; } = true;

    /// <summary>User and password of the groups that authenticate; null for none, and their mail waits. Each exchange draws its own nonce.</summary>
    public Protocol.Credentials? Credentials { get; init; }

    /// <summary>In TLS the certificate must be good and be the host's; else any will do, as is usual between servers (RFC 7435).</summary>
    public bool VerifiesCertificate { get; init; }

    /// <summary>Domain of all senders; null for the clients' names.</summary>
    public string? FromDomain { get; init; }

    /// <summary>Domain of all recipients; null for the servers' names.</summary>
    public string? RecipientDomain { get; init; }

    /// <summary>Goes on when the first connections, or their TLS, fail: else a target that nobody listens at ends the run.</summary>
    public bool KeepTrying { get; init; }
}
