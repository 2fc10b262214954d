using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>Records the sessions of one client, from both sides, and keeps those in which one message takes part.</summary>
internal abstract class SessionRecorder(World world, int client, long number) : TraceRecorder
{
    private readonly Dictionary<ushort, SessionNotes> _open = [];
    private readonly Dictionary<int, ReplyTexts> _texts = [];
    private readonly Dictionary<int, string> _repliesAbout = [];
    private string? _lastReply;

    protected World World => world;

    /// <summary>Host number of the client.</summary>
    protected int Client => client;

    /// <summary>The traced message's number at its client, from 1.</summary>
    protected long Number => number;

    protected ClientGroup Group { get; } = world.Clients[world.ClientGroupOf(client)].Group;

    /// <summary>The sessions that the message took part in, in the order in which it joined them.</summary>
    protected List<SessionNotes> Joined { get; } = [];

    protected int LastAttempt { get; private set; }

    protected bool IsInSession => _open.Values.Any(Joined.Contains);

    protected bool IsTraced(int host, in Message message) => host == client && message.Ordinal + 1L == number && !IsDone;

    /// <summary>The last reply that decided about a recipient: one of its own, or one about the whole transaction.</summary>
    protected string? LastReplyAbout(int recipient) => _repliesAbout.GetValueOrDefault(recipient) ?? _lastReply;

    public override void Connect(long now, int host, in ClientSession session, in Message message)
    {
        if (host != client || IsDone)
            return;
        var notes = new SessionNotes(session.Server, TextsOf(session.Server));
        _open[session.Generation] = notes;
        Join(notes, message);
        Add(notes, now, TraceKind.Connect, $"connect {world.NameOf(client)} → {world.NameOf(session.Server)}", session.State, notes.MessageNumber);
    }

    public override void GoesOn(int host, in ClientSession session, in Message message)
    {
        if (Find(host, session.Generation) is not { } notes)
            return;
        notes.Dropped = notes.MessageNumber;
        Join(notes, message);
    }

    public override void Sent(long now, int host, in ClientSession session, uint argument)
    {
        if (session.State == ClientState.Connected || Find(host, session.Generation) is not { } notes)
            return;
        var message = TransactionOf(notes, session.State);
        if (session.State == ClientState.BodySent)
        {
            Add(notes, notes.LastReplyAt, TraceKind.MessageText, $"({ClientWords.Bytes(notes.Message.Bytes)} of message text)", session.State, message);
            Add(notes, now, TraceKind.EndOfText, ".", session.State, message);
            return;
        }
        var text = session.State switch
        {
            ClientState.EhloSent or ClientState.HeloSent => Transcript.Command(ClientDialogue.VerbOf(session.State), world.NameOf(client)),
            ClientState.MailSent => Transcript.Mail(MailAddresses.Sender(world, client, notes.Message.Address), notes.IsExtended ? notes.Message.Bytes : -1),
            ClientState.RcptSent => Transcript.Rcpt(MailAddresses.Recipient(world, session.Server, argument)),
            _ => Transcript.Command(ClientDialogue.VerbOf(session.State)),
        };
        Add(notes, now, TraceKind.Command, text, session.State, message);
    }

    public override void Reply(long now, int host, in ClientSession session, Reply reply)
    {
        if (Find(host, session.Generation) is not { } notes)
            return;
        var message = TransactionOf(notes, session.State);
        var text = Transcript.Format(reply, notes.Texts);
        Add(notes, now, TraceKind.Reply, text, session.State, message, notes.Arrives(reply), reply.Code);
        notes.LastReplyAt = now;
        notes.IsExtended |= session.State == ClientState.EhloSent && reply.IsPositiveCompletion;
        if (notes.MessageNumber != number)
            return;
        if (session.State == ClientState.RcptSent && !reply.IsPositiveCompletion)
            _repliesAbout[session.Recipient] = text;
        else if (session.State == ClientState.RcptSent)
            _repliesAbout.Remove(session.Recipient);
        else if (session.State == ClientState.BodySent || !(reply.IsPositiveCompletion || reply.IsPositiveIntermediate))
            _lastReply = text;
    }

    public override void TimedOut(long now, int host, in ClientSession session)
    {
        if (Find(host, session.Generation) is not { } notes)
            return;
        var timeout = world.Clients[session.Group].TimeoutOf[(int)session.State];
        var slow = new TraceReason("the network is slower than that", ClientWords.TimeoutRule(Group.Name, session.State));
        Add(notes, now, TraceKind.TimedOut, ClientWords.TimedOut(session.State, timeout), session.State, message: 0, notes.Silence(slow));
    }

    public override void Lost(long now, int host, in ClientSession session, SessionEnd end)
    {
        if (Find(host, session.Generation) is not { } notes)
            return;
        var refused = end == SessionEnd.Refused;
        Add(notes, now, refused ? TraceKind.Refused : TraceKind.Reset, refused ? "connection refused" : "connection reset", session.State, message: 0, notes.End());
    }

    public override void Ended(long now, int host, in ClientSession session)
    {
        // A session may end while the text is on the wire: then the final dot that was to follow is never sent.
        if (host == client && _open.Remove(session.Generation, out var notes))
            notes.Lines.RemoveAll(line => line.IsFromClient && line.Time > new SimTime(now));
    }

    public override void Ruled(in ServerSession session, ServerProfile profile, ServerRule rule)
        => Find(session.Client, session.Generation)?.Add(ServerReasons.Of(rule, session, profile.Group));

    public override void Fault(in ServerSession session, ServerProfile profile, in FaultRule fault)
    {
        if (Find(session.Client, session.Generation) is not { } notes)
            return;
        var reason = ServerReasons.Of(fault, profile.Group);
        if (fault.Kind == FaultKind.LoseReply)
            notes.WillLose(reason);
        else
            notes.Add(reason);
    }

    public override void Outage(in ServerSession session, ServerProfile profile, long at, bool breaks)
    {
        if (Find(session.Client, session.Generation) is { } notes)
            notes.Override(ServerReasons.Of(profile.Outages.Last(outage => outage.Start <= at && outage.Kind != OutageKind.ServiceUnavailable == breaks)));
    }

    public override void Works(in ServerSession session, ServerProfile profile, long arrival, long start, long departure)
    {
        if (departure > arrival && Find(session.Client, session.Generation) is { } notes)
            notes.Works(ServerReasons.OfWork(profile.Group, start - arrival, departure - start), waited: start > arrival);
    }

    public override void Answers(in ServerSession session, Reply reply, long departure)
        => Find(session.Client, session.Generation)?.Answers(reply, departure);

    public override void Loses(in ServerSession session, Reply reply, long departure)
    {
        if (Find(session.Client, session.Generation) is not { } notes)
            return;
        notes.Lines.Add(notes.Lines[^1] with
        {
            Time = new SimTime(departure),
            Kind = TraceKind.LostReply,
            Text = Transcript.Format(reply, notes.Texts),
            ReplyCode = reply.Code,
            Message = notes.Lines[^1].Kind == TraceKind.Connect ? 0 : notes.Lines[^1].Message,
            Reasons = notes.Loses(),
        });
    }

    private SessionNotes? Find(int host, ushort generation) => host == client && !IsDone ? _open.GetValueOrDefault(generation) : null;

    private void Join(SessionNotes notes, in Message message)
    {
        notes.Message = message;
        if (notes.MessageNumber != number)
            return;
        LastAttempt = message.Attempts;
        if (notes.Attempts.Count == 0)
            Joined.Add(notes);
        notes.Attempts.Add(message.Attempts);
        _repliesAbout.Clear();
        _lastReply = null;
    }

    /// <summary>The message whose transaction a command of this state, or its reply, is part of; 0 for none. RSET belongs to what it drops.</summary>
    private static long TransactionOf(SessionNotes notes, ClientState state) => state switch
    {
        >= ClientState.MailSent and <= ClientState.BodySent => notes.MessageNumber,
        ClientState.RsetSent => notes.Dropped,
        _ => 0,
    };

    private static void Add(SessionNotes notes, long now, TraceKind kind, string text, ClientState state, long message, IReadOnlyList<TraceReason>? reasons = null, int code = 0)
    {
        // RSET drops the transaction before: the attempt that follows it begins with MAIL.
        var isReset = state == ClientState.RsetSent && message > 0;
        notes.Lines.Add(new TraceLine
        {
            Time = new SimTime(now),
            Kind = kind,
            Text = text,
            Phase = ClientTable.PhaseOf(state),
            ReplyCode = code,
            Attempt = isReset ? notes.Lines[^1].Attempt : notes.Attempts.LastOrDefault(),
            Message = message,
            Reasons = reasons ?? [],
        });
    }

    private ReplyTexts TextsOf(int server)
    {
        if (!_texts.TryGetValue(server, out var texts))
            _texts.Add(server, texts = MailAddresses.TextsOf(world, server));
        return texts;
    }
}
