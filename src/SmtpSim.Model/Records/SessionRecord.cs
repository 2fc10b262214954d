using System.Runtime.InteropServices;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>A session, as its client saw it.</summary>
[StructLayout(LayoutKind.Auto)]
public record struct SessionRecord : IRunRecord<SessionRecord>
{
    public long Ended { get; set; }

    /// <summary>Tick the connection was asked for.</summary>
    public long Opened { get; set; }

    /// <summary>Host number of the client.</summary>
    public int Client { get; set; }

    /// <summary>Number among the sessions of its client, from 1.</summary>
    public uint Number { get; set; }

    /// <summary>Host number of the server.</summary>
    public int Server { get; set; }

    /// <summary>The message it was opened for: its number among those of its client, from 0.</summary>
    public uint Ordinal { get; set; }

    /// <summary>The attempt it was opened for, from 1.</summary>
    public ushort Attempt { get; set; }

    /// <summary>The run ended before the session did.</summary>
    public bool IsUnfinished { get; set; }

    /// <summary>How it ended.</summary>
    public SessionEnd End { get; set; }

    /// <summary>The phase it ended in.</summary>
    public Phase Phase { get; set; }

    public bool InsideTls { get; set; }

    /// <summary>Mail transactions that it was to have: one for a message, more where a message takes several.</summary>
    public int Transactions { get; set; }

    public static int Compare(in SessionRecord one, in SessionRecord other)
        => one.Ended != other.Ended ? one.Ended.CompareTo(other.Ended)
            : one.Client != other.Client ? one.Client.CompareTo(other.Client)
            : one.Number.CompareTo(other.Number);
}
