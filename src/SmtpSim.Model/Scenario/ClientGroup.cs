using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>A group of like client MTAs.</summary>
public sealed record ClientGroup
{
    public required string Name { get; init; }

    public int Count { get; init; } = 1;

    public required RetrySpec Retry { get; init; }

    /// <summary>Sessions at a time from one client to one destination; Postfix's default is 20.</summary>
    public int Concurrency { get; init; } = 20;

    /// <summary>How an attempt goes through the hosts of a domain that has several.</summary>
    public HostChoice Mx { get; init; } = new();

    /// <summary>Messages in one session at most: 1 means a connection each. A session goes on only while a message waits for its destination.</summary>
    public int MessagesPerSession { get; init; } = 1;

    /// <summary>How many sender addresses a client has (1 to 4096); greylisting sees them.</summary>
    public int Senders { get; init; } = 1;

    /// <summary>True: HELO is sent at once, EHLO never.</summary>
    public bool HeloOnly { get; init; }

    /// <summary>MAIL, RCPT and DATA go in one segment to a server that offers PIPELINING (RFC 2920).</summary>
    public bool Pipelining { get; init; } = true;

    /// <summary>The text goes in one BDAT chunk, without DATA, to a server that offers CHUNKING (RFC 3030).</summary>
    public bool Chunking { get; init; }

    /// <summary>Whether STARTTLS is used where a server offers it (RFC 3207), and whether mail waits for a server that does.</summary>
    public TlsUse Tls { get; init; } = TlsUse.May;

    /// <summary>The mechanism of AUTH (RFC 4954), or none. Mail waits for a server that offers AUTH.</summary>
    public AuthMechanisms Auth { get; init; }

    /// <summary>Messages that a client's queue holds; one more is dropped with the reason "queue full". 0 means without limit.</summary>
    public int QueueLimit { get; init; }

    public ClientTimeouts Timeouts { get; init; } = new();

    public ClientPatience? Patience { get; init; }

    /// <summary>Name of a server group of smart hosts that all mail is sent to; null for mail that goes to the hosts of its domain.</summary>
    public string? Route { get; init; }

    /// <summary>Name of the server group where notifications for the group's senders go; null when they reach nobody. A relay's own go to the relay.</summary>
    public string? BouncesTo { get; init; }

    /// <summary>Mail with somebody else's return address, or null.</summary>
    public ForgedSpec? Forged { get; init; }

    /// <summary>Not of the language: name of the relay that this is the sending half of.</summary>
    public string? RelayOf { get; init; }

    /// <summary>
    /// Variable envelope return paths (D. J. Bernstein, 1997): each recipient has a transaction of its own, with a sender of its own that
    /// follows from the recipient.
    /// </summary>
    public bool Verp { get; init; }

    /// <summary>How long a session without a message is kept for the next one to its destination; 0 means it ends at once.</summary>
    public SimDuration ConnectionCache { get; init; }

    /// <summary>When the clients crash and restart.</summary>
    public IReadOnlyList<ClientCrashSpec> Crashes { get; init; } = [];

    /// <summary>Who gets the next session to a destination, among those of the highest priority.</summary>
    public QueueOrder Order { get; init; }

    /// <summary>Of <see cref="QueueOrder.AdaptiveLifo"/>: newest first while more than so many messages wait for the destination.</summary>
    public int LifoAbove { get; init; } = 100;

    /// <summary>Messages of a client that are being delivered or wait for a session, at most; the others wait before that. 0 means without limit.</summary>
    public int ActiveLimit { get; init; }

    /// <summary>A message this old is not tried any more but given up; 0 means there is no deadline.</summary>
    public SimDuration Deadline { get; init; }

    /// <summary>How many retries a client makes; null means as many as are due.</summary>
    public RetryBudgetSpec? RetryBudget { get; init; }

    /// <summary>Attempts held back by what share of the last ones was accepted; null means none.</summary>
    public AdaptiveThrottleSpec? Throttling { get; init; }

    /// <summary>Attempts held back after failures in a row; null means none.</summary>
    public CircuitBreakerSpec? CircuitBreaker { get; init; }

    /// <summary>How the concurrency to a destination follows success and failure; null means it is always <see cref="Concurrency"/>.</summary>
    public ConcurrencyFeedbackSpec? Feedback { get; init; }
}

/// <summary>How long a client waits for each reply: the minima of RFC 5321 section 4.5.3.2, and 30 s for the connection as Postfix has it.</summary>
public sealed record ClientTimeouts
{
    public SimDuration Connect { get; init; } = SimDuration.FromSeconds(30);
    public SimDuration Greeting { get; init; } = SimDuration.FromMinutes(5);

    /// <summary>EHLO and HELO; also STARTTLS, the TLS handshake, and each line of AUTH.</summary>
    public SimDuration Hello { get; init; } = SimDuration.FromMinutes(5);
    public SimDuration Mail { get; init; } = SimDuration.FromMinutes(5);
    public SimDuration Rcpt { get; init; } = SimDuration.FromMinutes(5);
    public SimDuration Data { get; init; } = SimDuration.FromMinutes(2);

    /// <summary>While the text leaves and nothing of it is taken.</summary>
    public SimDuration Block { get; init; } = SimDuration.FromMinutes(3);

    /// <summary>From the final dot, or the end of the last chunk, to its reply.</summary>
    public SimDuration Body { get; init; } = SimDuration.FromMinutes(10);
    public SimDuration Rset { get; init; } = SimDuration.FromMinutes(5);
    public SimDuration Quit { get; init; } = SimDuration.FromMinutes(5);
}
