using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>What a session of a live fleet is to do.</summary>
public enum FleetAction : byte
{
    /// <summary>Open a connection.</summary>
    Connect,

    /// <summary>Send a command: <see cref="FleetCommand.Verb"/>.</summary>
    Say,

    /// <summary>Send the text of the message and its final dot.</summary>
    Text,

    /// <summary>Send BDAT and the text of the message in one chunk (RFC 3030).</summary>
    Chunk,

    /// <summary>Set up TLS: STARTTLS was granted (RFC 3207). Nothing that came before counts any more.</summary>
    Handshake,

    /// <summary>Close the connection, whatever state it is in: the session is over.</summary>
    Close,
}

/// <summary>A session of a live fleet. Places are used again, so the stamp tells the sessions of one place apart.</summary>
/// <param name="Place">A small number, from 0: fit for an index.</param>
/// <param name="Stamp">Counts the sessions of the place.</param>
public readonly record struct FleetSession(int Place, int Stamp);

/// <summary>What a session of a live fleet is to do next.</summary>
public readonly struct FleetCommand
{
    public FleetAction Action { get; internal init; }

    /// <summary>Of <see cref="FleetAction.Say"/>.</summary>
    public Verb Verb { get; internal init; }

    /// <summary>Position in the message of the recipient that RCPT is about, 0 to 63.</summary>
    public byte Recipient { get; internal init; }

    public FleetSession Session { get; internal init; }

    /// <summary>Host number of the client.</summary>
    public int Client { get; internal init; }

    /// <summary>Host number of the server that the scenario sends the message to.</summary>
    public int Server { get; internal init; }

    /// <summary>Number of the domain that the message is for: the server's host number where the server is its only host.</summary>
    public int Domain { get; internal init; }

    /// <summary>The message's number at its client, from 1, for MAIL, RCPT, DATA and the text.</summary>
    public uint Number { get; internal init; }

    /// <summary>Octets of the message.</summary>
    public uint Bytes { get; internal init; }

    /// <summary>Tick at which the message was submitted.</summary>
    public long Submitted { get; internal init; }

    /// <summary>Mailbox of the first recipient and sender, as in <see cref="Message.Address"/>.</summary>
    internal uint Address { get; init; }
}
