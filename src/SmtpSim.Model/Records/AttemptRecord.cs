using System.Runtime.InteropServices;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>An attempt to deliver a message.</summary>
[StructLayout(LayoutKind.Auto)]
public record struct AttemptRecord : IRunRecord<AttemptRecord>
{
    public long Ended { get; set; }

    /// <summary>Tick a session was asked for or took the message.</summary>
    public long Started { get; set; }

    /// <summary>Host number of the client.</summary>
    public int Client { get; set; }

    /// <summary>The message: its number among those of its client, from 0.</summary>
    public uint Ordinal { get; set; }

    /// <summary>From 1.</summary>
    public ushort Attempt { get; set; }

    public AttemptOutcome Outcome { get; set; }

    public AttemptCause Cause { get; set; }

    /// <summary>The client's number of the session that the attempt ended in, from 1; 0 for none.</summary>
    public uint Session { get; set; }

    /// <summary>Host number of the session's server; -1 for none.</summary>
    public int Server { get; set; }

    /// <summary>The reply that the attempt failed by; none unless <see cref="Cause"/> is <see cref="AttemptCause.Reply"/>.</summary>
    public Reply Reply { get; set; }

    /// <summary>Where the session stood when the attempt failed; of no meaning without a cause or where the lookup was it.</summary>
    public ClientState FailedAt { get; set; }

    /// <summary>Recipients that the attempt delivered.</summary>
    public byte Delivered { get; set; }

    /// <summary>Recipients that it found to be refused for good.</summary>
    public byte Bounced { get; set; }

    /// <summary>Recipients that it left without a fate.</summary>
    public byte Open { get; set; }

    public static int Compare(in AttemptRecord one, in AttemptRecord other)
        => one.Ended != other.Ended ? one.Ended.CompareTo(other.Ended)
            : one.Client != other.Client ? one.Client.CompareTo(other.Client)
            : one.Ordinal != other.Ordinal ? one.Ordinal.CompareTo(other.Ordinal)
            : one.Attempt.CompareTo(other.Attempt);
}

/// <summary>What an attempt left of its message.</summary>
public enum AttemptOutcome : byte
{
    /// <summary>The last recipients were delivered, and none was ever refused.</summary>
    Delivered,

    /// <summary>No recipient is left, and one was refused for good.</summary>
    Bounced,

    /// <summary>Recipients are left for another attempt.</summary>
    Deferred,

    /// <summary>Recipients were left, and the client gave them up at once.</summary>
    Expired,

    /// <summary>The run ended first.</summary>
    Unfinished,
}

/// <summary>What an attempt failed by, for some recipient at least.</summary>
public enum AttemptCause : byte
{
    None,

    /// <summary>A negative reply (4yz or 5yz).</summary>
    Reply,

    /// <summary>The domain could not be looked up.</summary>
    Lookup,

    /// <summary>The connection was refused.</summary>
    Refused,

    /// <summary>The connection was reset or closed, or what came over it was no SMTP, or the client crashed.</summary>
    ConnectionLost,

    /// <summary>The client waited in vain.</summary>
    TimedOut,

    /// <summary>The client sends no mail outside TLS, and the server has none.</summary>
    NoTls,

    /// <summary>The client sends no mail without authentication, and the server does not grant it.</summary>
    NoAuth,

    /// <summary>Nothing failed: its sessions could take no more recipients (LIMITS, RFC 9422), and the rest wait for another attempt.</summary>
    Limit,
}
