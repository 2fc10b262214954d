namespace SmtpSim.Wire;

/// <summary>Control bits of a TCP segment (RFC 9293 section 3.1).</summary>
[Flags]
internal enum TcpFlags : byte
{
    Fin = 1,
    Syn = 2,
    Rst = 4,
    Psh = 8,
    Ack = 16,
}

/// <summary>A TCP segment as the client's host sees it leave or arrive.</summary>
/// <param name="Time">Tick of virtual time.</param>
/// <param name="FromClient">Whether it leaves.</param>
/// <param name="Flags">Control bits.</param>
/// <param name="Offset">Place in its sender's stream: 0 is the SYN, 1 the first octet.</param>
/// <param name="Acknowledged">What it acknowledges of the other's stream, counted likewise.</param>
/// <param name="Payload">Octets.</param>
/// <param name="Comment">What the simulator has to say about it.</param>
internal sealed record TcpSegment(long Time, bool FromClient, TcpFlags Flags, long Offset, long Acknowledged, ReadOnlyMemory<byte> Payload, string? Comment)
{
    /// <summary>It carries nothing: it may be left out where another one acknowledges as much.</summary>
    public bool IsPureAck => Flags == TcpFlags.Ack && Payload.IsEmpty;

    /// <summary>Sent only if its sender has sent nothing behind it.</summary>
    public bool IsProbe { get; init; }

    /// <summary>What the sender's stream has reached behind it; SYN and FIN count for one octet.</summary>
    public long End => Offset + Payload.Length + ((Flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0 ? 1 : 0);
}
