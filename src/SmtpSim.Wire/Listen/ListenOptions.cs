using System.Net;
using System.Security.Cryptography.X509Certificates;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>What a <see cref="Listener"/> listens to, and how far it trusts its peers.</summary>
public sealed record ListenOptions
{
    /// <summary>The scenario.</summary>
    public required World World { get; init; }

    /// <summary>Host number of the server that listens.</summary>
    public required int Host { get; init; }

    /// <summary>Port 0 takes any that is free.</summary>
    public IPEndPoint EndPoint { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Whether an address may ask for a failure by its local part, such as <c>reply-451-4.7.1@…</c>.</summary>
    public bool AddressesAsk { get; init; }

    /// <summary>Where accepted mail is kept; null for nowhere.</summary>
    public MailStore? Store { get; init; }

    /// <summary>For STARTTLS; null for none, which is then not offered.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Names and passwords that AUTH takes; where there are none it takes any.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>Connections at a time; one more is answered 421. Each takes some 10 kB.</summary>
    public int MaxConnections { get; init; } = 15_000;

    /// <summary>Connections at a time from one address.</summary>
    public int MaxConnectionsPerAddress { get; init; } = int.MaxValue;

    /// <summary>After so many errors of a session the next command is answered 421 and the connection closed; 0 for no limit.</summary>
    public int MaxErrors { get; init; } = ServerOffer.Standard.MaxErrors;

    /// <summary>After so many commands with no message taken between them the next is answered 421 and the connection closed; 0 for no limit.</summary>
    public int MaxIdleCommands { get; init; } = ServerOffer.Standard.MaxIdleCommands;

    /// <summary>Octets of a command line with its CRLF, where that is more than RFC 5321 section 4.5.3.1.4 and the extensions offered ask for.</summary>
    public int MaxCommandLine { get; init; }

    /// <summary>A TLS handshake has to be done within it.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Octets a second that message text must come in at on average, once the idle time-out has passed.</summary>
    public int MinimumRate { get; init; } = 64;

    /// <summary>Octets of a message's text that are read where the server has no max-size; one that goes on is answered 421 and the connection closed.</summary>
    public long MaxText { get; init; } = 1L << 30;

    /// <summary>
    /// Octets beyond the server's max-size that are read and thrown away, so that a client that sends its message to the end learns
    /// 552 there; one that goes on still is answered 421 and the connection closed.
    /// </summary>
    public long MaxExcess { get; init; } = 64L << 20;

    /// <summary>The text of a message, all of its chunks, has to be there within it; else 421, and the connection is closed.</summary>
    public TimeSpan TextTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Takes every event, one at a time for each session; null where nobody looks. Must be quick and may be called by several threads.</summary>
    public Action<ListenEvent>? OnEvent { get; init; }
}
