using System.Numerics;
using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>Records sessions from both sides: those of one client, or of all that <see cref="Watches"/> names. What one message takes part in is kept.</summary>
internal abstract class SessionRecorder(World world, int client, long number) : TraceRecorder
{
    private readonly Dictionary<(int Client, ushort Generation), SessionNotes> _open = [];
    private readonly Dictionary<int, ServerTexts> _texts = [];
    private readonly Dictionary<int, string> _repliesAbout = [];
    private string? _lastReply;

    protected World World => world;

    /// <summary>Host number of the client.</summary>
    protected int Client => client;

    /// <summary>The traced message's number at its client, from 1.</summary>
    protected long Number => number;

    /// <summary>The sessions that the message took part in, in the order in which it joined them.</summary>
    protected List<SessionNotes> Joined { get; } = [];

    protected int LastAttempt { get; private set; }

    /// <summary>An attempt of the traced message has no session.</summary>
    /// <param name="attempt">Its number.</param>
    /// <param name="reply">What the client says of it where it bounces; null otherwise.</param>
    protected void HasNoSession(int attempt, string? reply)
    {
        LastAttempt = attempt;
        _repliesAbout.Clear();
        _lastReply = reply;
    }

    protected bool IsInSession => _open.Values.Any(Joined.Contains);

    protected bool AnyOpen => _open.Count > 0;

    protected bool IsTraced(int host, in Message message) => host == client && message.Ordinal + 1L == number && !IsDone;

    /// <summary>The last reply that decided about a recipient: one of its own, or one about the whole transaction.</summary>
    protected string? LastReplyAbout(int recipient) => _repliesAbout.GetValueOrDefault(recipient) ?? _lastReply;

    /// <summary>Whether a session that the client is about to open is to be recorded.</summary>
    protected virtual bool Watches(int host) => host == client;

    public override void Connect(long now, int host, in ClientSession session, in Message message)
    {
        if (IsDone || !Watches(host))
            return;
        var link = world.Links[session.Link];
        var notes = new SessionNotes(host, session.Server, session.Generation, TextsOf(session.Server)) { OpenedFor = (message.Ordinal + 1L, message.Attempts), Floor = link.Floor };
        _open[(host, session.Generation)] = notes;
        Join(notes, message);
        Add(notes, now, TraceKind.Connect, $"connect {world.NameOf(host)} → {world.NameOf(session.Server)}", session.State, notes.MessageNumber,
            losses: link.Losses(now, session.Key.Draw(session.Step) ^ world.Mirror, session.Deadline));
    }

    public override void GoesOn(int host, in ClientSession session, in Message message)
    {
        if (Find(host, session.Generation) is not { } notes)
            return;
        notes.Dropped = notes.MessageNumber;
        Join(notes, message);
    }

    public override void Sent(long now, int host, in ClientSession session, ClientState command, uint argument, ulong latency)
    {
        if (Find(host, session.Generation) is not { } notes)
            return;
        var losses = world.Links[session.Link].Losses(now, latency, session.Deadline);
        var message = TransactionOf(notes, command);
        switch (command)
        {
            case ClientState.Connected:
                notes.Established = now;
                return;
            case ClientState.TlsHandshake:
                return; // told in one line when it is done
            case ClientState.BodySent:
                AddText(notes, now, command, losses: 0);
                Add(notes, now, TraceKind.EndOfText, ".", command, message, losses: losses);
                return;
            case ClientState.ChunkSent:
                Add(notes, notes.LastReplyAt, TraceKind.Command, Transcript.Command(Verb.Bdat, $"{notes.Message.Bytes} LAST"), command, message);
                AddText(notes, now, command, losses);
                return;
            default:
                Add(notes, now, TraceKind.Command, TextOf(notes, host, session, command, argument), command, message,
                    notes.ClientReason is { } reason ? [reason] : null, losses: losses);
                notes.ClientReason = null;
                return;
        }
    }

    public override void InsideTls(long now, int host, in ClientSession session)
    {
        if (Find(host, session.Generation) is not { } notes)
            return;
        var answer = notes.Arrives(WellKnownReplies.ReadyToStartTls);
        notes.IsInsideTls = true;
        notes.LastReplyAt = now;
        Add(notes, now, TraceKind.TlsHandshake, "TLS handshake", ClientState.TlsHandshake, message: 0, answer.Reasons, losses: answer.Losses, left: answer.Departure);
    }

    public override void Lacks(int host, in ClientSession session, ServiceExtensions what)
    {
        if (Find(host, session.Generation) is { } notes)
            notes.ClientReason = ClientWords.Lacks(what, world.Clients[session.Group].Group);
    }

    public override void Reply(long now, int host, in ClientSession session, Reply reply)
    {
        if (Find(host, session.Generation) is not { } notes)
            return;
        var message = TransactionOf(notes, session.State);
        var text = Transcript.Format(reply, notes.Texts);
        var answer = notes.Arrives(reply);
        Add(notes, now, TraceKind.Reply, text, session.State, message, answer.Reasons, reply.Code, answer.Losses, answer.Departure);
        notes.LastReplyAt = now;
        notes.IsExtended |= session.State == ClientState.EhloSent && reply.IsPositiveCompletion && !session.Unextended;
        if (notes.MessageNumber != number)
            return;
        if (session.State == ClientState.RcptSent && session.Mail.IsRefused)
            return; // what is said after a refused MAIL is about the order of commands
        if (session.State == ClientState.RcptSent && !reply.IsPositiveCompletion)
            _repliesAbout[session.Recipient] = text;
        else if (session.State == ClientState.RcptSent)
            _repliesAbout.Remove(session.Recipient);
        else if (session.State is ClientState.BodySent or ClientState.ChunkSent && IsLmtp(session.Server) && session.Mail.Accepted != 0)
            NoteOfRecipient(BitOperations.TrailingZeroCount(session.Mail.Accepted), reply, text);
        else if (session.State is ClientState.BodySent or ClientState.ChunkSent || !(reply.IsPositiveCompletion || reply.IsPositiveIntermediate))
            _lastReply = text;
    }

    public override void TimedOut(long now, int host, in ClientSession session)
    {
        if (Find(host, session.Generation) is not { } notes)
            return;
        var profile = world.Clients[session.Group];
        if (session.State is ClientState.BodySent or ClientState.ChunkSent && !HasSentText(notes))
        {
            var silent = LinkWords.Cut(world, host, session.Server, now - profile.BlockTimeout, now) ?? new TraceReason("the server can't be reached", ClientWords.BlockRule(profile.Group));
            Add(notes, now, TraceKind.TimedOut, $"nothing of the text was taken for {DurationText.Of(profile.BlockTimeout)}", session.State, message: 0, notes.Silence(silent));
            return;
        }
        var timeout = profile.TimeoutOf[(int)session.State];
        var drawn = timeout == Patience.Drawn;
        if (drawn)
            timeout = profile.PatienceOf(session.State, session.Key, session.Step, world.Mirror);
        var slow = LinkWords.Cut(world, host, session.Server, notes.Lines[^1].Time.Ticks, now) ?? notes.Twist ?? new TraceReason("the network is slower than that", ClientWords.TimeoutRule(profile.Group.Name, session.State, drawn));
        Add(notes, now, TraceKind.TimedOut, ClientWords.TimedOut(session.State, timeout), session.State, message: 0, notes.Silence(slow));
    }

    /// <summary>Whether the end of the transaction's text was sent.</summary>
    private static bool HasSentText(SessionNotes notes)
    {
        var begun = notes.Lines.FindLastIndex(line => line.IsFromClient && line.Text.StartsWith("MAIL FROM", StringComparison.Ordinal));
        return begun < 0 || notes.Lines.FindIndex(begun, line => line.Kind == TraceKind.MessageText) >= 0;
    }

    public override void Lost(long now, int host, in ClientSession session, SessionEnd end)
    {
        if (Find(host, session.Generation) is not { } notes)
            return;
        var refused = end == SessionEnd.Refused;
        Add(notes, now, refused ? TraceKind.Refused : TraceKind.Reset, refused ? "connection refused" : "connection reset", session.State, message: 0, notes.End());
    }

    public override void Ended(long now, int host, in ClientSession session, SessionEnd end, Phase phase)
    {
        // A session may end while the text is on the wire: then the final dot that was to follow is never sent.
        if (!_open.Remove((host, session.Generation), out var notes))
            return;
        notes.Ended = now;
        notes.Lines.RemoveAll(line => line.IsFromClient && line.Time > new SimTime(now));
    }

    public override void Ruled(in ServerSession session, ServerProfile profile, ServerRule rule)
        => Find(session.Client, session.Generation)?.Add(ServerReasons.Of(rule, session.Recipients, session.Bytes, profile.Group));

    public override void Fault(in ServerSession session, ServerProfile profile, in FaultRule fault)
    {
        if (Find(session.Client, session.Generation) is not { } notes)
            return;
        var reason = ServerReasons.Of(fault, profile.Group);
        if (fault.Kind is FaultKind.LoseReply or FaultKind.Truncate)
            notes.WillLose(reason);
        else if (fault.Kind == FaultKind.Garble)
            notes.WillGarble(reason);
        else if (fault.Kind != FaultKind.WrongCode)
            notes.Add(reason); // that is told with the reply
        notes.ComesTwice = fault.Kind == FaultKind.Duplicate;
        if (fault.Twists)
            notes.Twist = reason;
    }

    public override void Means(in ServerSession session, ServerProfile profile, Reply reply, in FaultRule fault)
    {
        if (Find(session.Client, session.Generation) is not { } notes)
            return;
        var reason = ServerReasons.Of(fault, profile.Group);
        notes.Add(reason with { Text = $"{reason.Text}: the server means {Transcript.Format(reply, notes.Texts).Split('\n')[0]}" });
    }

    public override void Garbled(long now, int host, in ClientSession session)
    {
        if (Find(host, session.Generation) is { } notes)
            Add(notes, now, TraceKind.Reset, "what arrives has no meaning here: the client gives up the connection", session.State, message: 0, notes.End());
    }

    public override void Outage(in ServerSession session, ServerProfile profile, long at, bool breaks)
    {
        if (Find(session.Client, session.Generation) is not { } notes)
            return;
        var outage = profile.Outages.Of(notes.Server).Last(outage => outage.Start <= at && outage.Kind != OutageKind.ServiceUnavailable == breaks);
        notes.Override(ServerReasons.Of(outage));
        if (outage.Kind == OutageKind.Timeout)
            notes.Unreachable = Math.Min(notes.Unreachable, outage.Start);
    }

    public override void Works(in ServerSession session, ServerProfile profile, long arrival, long start, long departure)
    {
        if (departure > arrival && Find(session.Client, session.Generation) is { } notes)
            notes.Works(ServerReasons.OfWork(profile.Group, start - arrival, departure - start), waited: start > arrival);
    }

    public override void Answers(in ServerSession session, Reply reply, long departure, ulong latency)
        => Find(session.Client, session.Generation)?.Answers(reply, departure, world.BackLinks[session.Link].Losses(departure, latency), repeats: world.Servers[session.Group].Lmtp && !reply.IsPositiveCompletion);

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
            Left = new SimTime(departure),
            Losses = 0,
        });
    }

    private SessionNotes? Find(int host, ushort generation) => IsDone ? null : _open.GetValueOrDefault((host, generation));

    protected virtual void Join(SessionNotes notes, in Message message)
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

    private string TextOf(SessionNotes notes, int host, in ClientSession session, ClientState command, uint argument) => command switch
    {
        ClientState.EhloSent when IsLmtp(session.Server) => Transcript.Command(Verb.Lhlo, world.NameOf(host)),
        ClientState.EhloSent or ClientState.HeloSent => Transcript.Command(ClientDialogue.VerbOf(command), world.NameOf(host)),
        ClientState.MailSent => Transcript.Mail(SenderOf(notes, host, session), SizeIn(notes, session.Server)),
        ClientState.RcptSent => Transcript.Rcpt(MailAddresses.Recipient(world, Sending is null ? session.Domain : Sending[session.Message].Domain, argument)),
        ClientState.AuthSent => ClientWords.Auth(world.Clients[session.Group].Auth, session.AuthLines),
        _ => Transcript.Command(ClientDialogue.VerbOf(command)),
    };

    /// <summary>A reply to the text in LMTP is about one recipient.</summary>
    private void NoteOfRecipient(int recipient, Reply reply, string text)
    {
        if (reply.IsPositiveCompletion)
            _repliesAbout.Remove(recipient);
        else
            _repliesAbout[recipient] = text;
    }

    private bool IsLmtp(int server) => world.Servers[world.ServerGroupOf(server)].Lmtp;

    private string SenderOf(SessionNotes notes, int host, in ClientSession session) => Sending is null
        ? MailAddresses.Sender(world, host, notes.Message.Address) : MailAddresses.ReturnPath(world, Sending[session.Message], notes.Message.Address);

    /// <summary>What MAIL says of the message's size; -1 for nothing.</summary>
    private long SizeIn(SessionNotes notes, int server)
        => notes.IsExtended && world.Servers[world.ServerGroupOf(server)].OffersSize ? notes.Message.Bytes : -1;

    private static void AddText(SessionNotes notes, long now, ClientState command, int losses)
        => Add(notes, notes.LastReplyAt, TraceKind.MessageText, $"({ClientWords.Bytes(notes.Message.Bytes)} of message text)", command, TransactionOf(notes, command),
            losses: losses, left: now, bytes: notes.Message.Bytes);

    /// <summary>The message whose transaction a command of this state, or its reply, is part of; 0 for none. RSET belongs to what it drops.</summary>
    private static long TransactionOf(SessionNotes notes, ClientState state) => state switch
    {
        (>= ClientState.MailSent and <= ClientState.BodySent) or ClientState.ChunkSent => notes.MessageNumber,
        ClientState.RsetSent => notes.Dropped,
        _ => 0,
    };

    private static void Add(SessionNotes notes, long now, TraceKind kind, string text, ClientState state, long message, IReadOnlyList<TraceReason>? reasons = null,
        int code = 0, int losses = 0, long left = 0, long bytes = 0)
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
            Losses = losses,
            Left = new SimTime(left > 0 ? left : now),
            Bytes = bytes,
        });
    }

    private ServerTexts TextsOf(int server)
    {
        if (!_texts.TryGetValue(server, out var texts))
            _texts.Add(server, texts = MailAddresses.TextsOf(world, server));
        return texts;
    }
}
