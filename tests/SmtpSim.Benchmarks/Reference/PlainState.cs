using System.Runtime.InteropServices;
using SmtpSim.Kernel;

namespace SmtpSim.Benchmarks;

/// <summary>What happens next in a session; the kind of an event says it all, so that the loop needs no state machine.</summary>
internal enum PlainKind : byte
{
    Arrival,
    Retry,
    ClientTimer,
    ServerTimer,
    Syn,
    SynAck,
    Ack,
    Greeting,
    Ehlo,
    EhloReply,
    Mail,
    MailReply,
    Rcpt,
    RcptReply,
    RcptDeferred,
    Data,
    DataReply,
    Body,
    BodyReply,
    Quit,
    QuitReply,
}

/// <summary>A session, both sides of it: one sequential loop needs no more than one slot. 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = 64)]
internal struct PlainSession
{
    public RandomKey Key;
    public long ClientDeadline;
    public long ServerDeadline;
    public long ClientTimerAt;
    public long ServerTimerAt;
    public int Client;
    public int Server;
    public int Message;

    /// <summary>The client's next session in use; in a free slot the next free one.</summary>
    public int Next;
    public ushort Generation;
    public ushort ClientStep;
    public ushort ServerStep;
    public bool InUse;
}

/// <summary>A client: its sessions in use and the messages that wait for one of them to end.</summary>
internal struct PlainClient
{
    public int FirstSession;
    public int FirstWaiting;
    public uint NextOrdinal;
    public ushort Generation;
}

/// <summary>A message in a client's queue.</summary>
internal struct PlainMessage
{
    public long Arrival;
    public int Client;
    public int Server;
    public int Next;
    public uint Ordinal;
    public uint Bytes;
    public ushort Attempts;
}
