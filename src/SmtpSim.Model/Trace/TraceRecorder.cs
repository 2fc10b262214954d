using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>
/// Is told what happens to messages and sessions while a partition simulates. A run without a trace has none, and asks no more than
/// whether there is one. Every call is made by the host that does it, at its own virtual time, before the state changes.
/// </summary>
internal abstract class TraceRecorder
{
    /// <summary>Whether all that was to be recorded has happened, so that the run may stop.</summary>
    public abstract bool IsDone { get; }

    /// <summary>Whether <see cref="Sent"/> must be told of every command.</summary>
    public virtual bool SeesCommands => true;

    /// <summary>What clients know of their messages beyond the next hop; null where mail is not followed.</summary>
    public virtual SendingHalf? Sending { get; set; }

    /// <summary>Where the clients' sessions stand.</summary>
    public SessionPool<ClientSession>? Sessions { get; set; }

    // The client's mail queue. A message's number is its place in the partition's pool.

    public virtual void Submitted(long now, int client, int number, in Message message)
    {
    }

    /// <summary>The client's queue was full.</summary>
    public virtual void Dropped(long now, int client, uint ordinal, long bytes, in Provenance mail, int recipients)
    {
    }

    /// <summary>The message is due, and the client has as many sessions to its destination as it may.</summary>
    public virtual void Waits(long now, int client, in Message message)
    {
    }

    /// <summary>The message is due, and as many of the client's are active as may be: it waits to be one of them.</summary>
    public virtual void WaitsToBeActive(long now, int client, in Message message) => Waits(now, client, message);

    /// <summary>Recipients were accepted by the server, a bit each.</summary>
    public virtual void Delivered(int client, in ClientSession session, in Message message, ulong recipients)
    {
    }

    /// <summary>Recipients were refused for good, a bit each.</summary>
    public virtual void Bounced(int client, in ClientSession session, in Message message, ulong recipients)
    {
    }

    /// <summary>A session has taken the message that it names; of a lookup that failed, one that is in no slot.</summary>
    public virtual void AttemptBegins(long now, in ClientSession session)
    {
    }

    /// <summary>What the attempt found out is known, and what follows from it is not: that comes next.</summary>
    public virtual void AttemptEnds(long now, int client, in ClientSession session)
    {
    }

    public virtual void Deferred(int client, in Message message, in FailedAttempt failed, long due, RetrySchedule schedule)
    {
    }

    /// <summary>The schedule gave the message up; <see cref="Settled"/> follows.</summary>
    public virtual void GivenUp(int client, in Message message, in FailedAttempt failed, RetrySchedule schedule)
    {
    }

    /// <summary>A try was due and was not made.</summary>
    /// <param name="now">Tick.</param>
    /// <param name="client">The client's host number.</param>
    /// <param name="message">As it was.</param>
    /// <param name="reason">Why not.</param>
    /// <param name="due">When the next one is due; -1 when the message is given up, and <see cref="Settled"/> follows.</param>
    public virtual void Withheld(long now, int client, in Message message, Withheld reason, long due)
    {
    }

    public virtual void Settled(long now, int client, int number, in Message message, ClientCounter fate)
    {
    }

    /// <summary>A relay has queued a message that it accepted, to send it on.</summary>
    /// <param name="now">Tick.</param>
    /// <param name="relay">Host number of its sending half.</param>
    /// <param name="first">Number of the message there, from 1.</param>
    /// <param name="count">How many messages it became: those of a list, or one.</param>
    /// <param name="mail">The message.</param>
    public virtual void Relayed(long now, int relay, long first, int count, in Provenance mail)
    {
    }

    /// <summary>The run ends, and the message is still queued. Sessions come first.</summary>
    public virtual void Remains(long end, int client, int number, in Message message)
    {
    }

    /// <summary>The session gives up its message, whose attempt goes on at another host.</summary>
    public virtual void GoesElsewhere(in ClientSession session)
    {
    }

    // The client's half of a session.

    /// <summary>A connection is asked for, for a message.</summary>
    public virtual void Connect(long now, int client, in ClientSession session, in Message message)
    {
    }

    /// <summary>The client knows the hosts of the message's domain, or that it will not: then the attempt ends.</summary>
    public virtual void LookedUp(long now, int client, in Message message, in Lookup lookup)
    {
    }

    /// <summary>The session goes on with another message.</summary>
    public virtual void GoesOn(int client, in ClientSession session, in Message message)
    {
    }

    /// <summary>What a state is named for was sent; for a message, its final dot.</summary>
    /// <param name="now">Tick it left.</param>
    /// <param name="client">The client's host number.</param>
    /// <param name="session">The client's half.</param>
    /// <param name="command">The session's state, or one that it comes to: a pipelined group is sent in the first of its states.</param>
    /// <param name="argument">As in the event: see <see cref="EventKind"/>.</param>
    /// <param name="latency">The draw for the delay of the segment.</param>
    public virtual void Sent(long now, int client, in ClientSession session, ClientState command, uint argument, ulong latency)
    {
    }

    /// <summary>The TLS handshake is done.</summary>
    public virtual void InsideTls(long now, int client, in ClientSession session)
    {
    }

    /// <summary>The client sends no mail in this session: the server did not offer or grant what it needs.</summary>
    public virtual void Lacks(int client, in ClientSession session, ServiceExtensions what)
    {
    }

    public virtual void Reply(long now, int client, in ClientSession session, Reply reply)
    {
    }

    public virtual void TimedOut(long now, int client, in ClientSession session)
    {
    }

    /// <summary>The connection was refused or reset.</summary>
    public virtual void Lost(long now, int client, in ClientSession session, SessionEnd end)
    {
    }

    /// <summary>The session is over; the attempt of its message, where it has one, ends next.</summary>
    public virtual void Ended(long now, int client, in ClientSession session, SessionEnd end, Phase phase)
    {
    }

    /// <summary>The run ends, and the session is still open.</summary>
    public virtual void Unfinished(long end, int client, in ClientSession session)
    {
    }

    // The server's half. Reasons come before what they are the reasons of.

    public virtual void Ruled(in ServerSession session, ServerProfile profile, ServerRule rule)
    {
    }

    public virtual void Fault(in ServerSession session, ServerProfile profile, in FaultRule fault)
    {
    }

    /// <summary>An outage decides what becomes of the session, and takes the place of any other reason.</summary>
    /// <param name="session">The server's half.</param>
    /// <param name="profile">Its group.</param>
    /// <param name="at">A tick in the outage, or after it when the session was broken by it.</param>
    /// <param name="breaks">The outage breaks sessions; otherwise it is one of 421.</param>
    public virtual void Outage(in ServerSession session, ServerProfile profile, long at, bool breaks)
    {
    }

    /// <summary>A command takes work: it came at <paramref name="arrival"/>, a worker turned to it at <paramref name="start"/> and will be done at <paramref name="departure"/>.</summary>
    public virtual void Works(in ServerSession session, ServerProfile profile, long arrival, long start, long departure)
    {
    }

    /// <summary>The server has the message of the session's transaction for its accepted recipients, whatever the client will hear of it.</summary>
    public virtual void Accepts(in ServerSession session)
    {
    }

    /// <summary>A reply leaves at <paramref name="departure"/>.</summary>
    public virtual void Answers(in ServerSession session, Reply reply, long departure, ulong latency)
    {
    }

    /// <summary>The next reply has a wrong code.</summary>
    /// <param name="session">The session.</param>
    /// <param name="profile">The server's group.</param>
    /// <param name="reply">The reply as the server means it.</param>
    /// <param name="fault">What becomes of it.</param>
    public virtual void Means(in ServerSession session, ServerProfile profile, Reply reply, in FaultRule fault)
    {
    }

    /// <summary>What arrived has no meaning where the client stands, and it gives up the connection.</summary>
    public virtual void Garbled(long now, int host, in ClientSession session) => Lost(now, host, session, SessionEnd.ConnectionLost);

    /// <summary>A reply leaves at <paramref name="departure"/> and will never arrive.</summary>
    public virtual void Loses(in ServerSession session, Reply reply, long departure)
    {
    }
}

/// <summary>What a server decided by the rules of the scenario.</summary>
internal enum ServerRule : byte
{
    None,
    SessionLimit,
    RecipientLimit,
    DomainLimit,
    TransactionLimit,
    UnknownMailbox,

    /// <summary>The greylist has never seen the triplet, or has forgotten it.</summary>
    FirstSight,

    /// <summary>The greylist's delay is not over.</summary>
    TooEarly,

    /// <summary>The greylist's delay is over: this try passes.</summary>
    GreylistPassed,

    MessageTooLarge,

    /// <summary>The server does not speak EHLO.</summary>
    NotExtended,

    IdleTimeout,

    /// <summary>The server takes no mail outside TLS.</summary>
    TlsRequired,

    /// <summary>The server takes no mail without authentication.</summary>
    AuthRequired,

    /// <summary>A command of a group that depends on one that was refused (RFC 2920 section 3.1).</summary>
    OutOfOrder,

    /// <summary>The server accepts what it has already (RFC 1047).</summary>
    SecondCopy,

    /// <summary>As many commands wait for a worker as may.</summary>
    QueueFull,

    /// <summary>Load is shed.</summary>
    Shed,

    /// <summary>The command waited longer than it may.</summary>
    WaitedTooLong,

    /// <summary>Controlled delay (RFC 8289).</summary>
    DroppedByCoDel,

    /// <summary>As many connections wait for the program as may.</summary>
    BacklogFull,

    /// <summary>The client has as many sessions as it may.</summary>
    ClientLimit,

    ConnectionRate,
    MessageRate,
    RecipientRate,
    MailboxFull,
    ContentRejected,

    /// <summary>A mailbox got another message since the transaction's recipients were accepted.</summary>
    MailboxChanged,

    /// <summary>The greylist defers the transaction at its DATA.</summary>
    GreylistedAtData,

    /// <summary>The reply is held back.</summary>
    Tarpitted,

    /// <summary>The message has passed too many relays: it must be in a loop.</summary>
    TooManyHops,
}
