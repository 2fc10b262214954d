using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>What a trace knows of one session: its lines, and what the server did that the client has yet to see.</summary>
internal sealed class SessionNotes(int client, int server, int number, ServerTexts texts)
{
    private readonly List<Answer> _underway = [];
    private TraceReason? _loss;
    private TraceReason? _garble;
    private TraceReason? _work;

    public int Client => client;

    public int Server => server;

    /// <summary>Among the sessions of its client.</summary>
    public int Number => number;

    /// <summary>Message and attempt that the session was opened for.</summary>
    public (long Message, int Attempt) OpenedFor { get; set; }

    public long Floor { get; set; }

    public long Established { get; set; } = long.MaxValue;

    public long Ended { get; set; } = long.MaxValue;

    /// <summary>From when on the host cannot be reached.</summary>
    public long Unreachable { get; set; } = long.MaxValue;

    /// <summary>What the server says, as far as it depends on the session.</summary>
    public ReplyTexts Texts => IsInsideTls ? texts.InsideTls : texts.Plain;

    public List<TraceLine> Lines { get; } = [];

    /// <summary>The message whose transaction is under way, or was last.</summary>
    public Message Message { get; set; }

    /// <summary>The message whose transaction RSET would drop.</summary>
    public long Dropped { get; set; }

    /// <summary>Attempts of the traced message in this session.</summary>
    public List<int> Attempts { get; } = [];

    /// <summary>EHLO was accepted: MAIL may say the size, if the server offers that.</summary>
    public bool IsExtended { get; set; }

    /// <summary>The TLS handshake is done.</summary>
    public bool IsInsideTls { get; set; }

    /// <summary>Why the client's next command is what it is.</summary>
    public TraceReason? ClientReason { get; set; }

    public long LastReplyAt { get; set; }

    /// <summary>Why the two sides may disagree about where they are; null as long as nothing was said that is not so.</summary>
    public TraceReason? Twist { get; set; }

    /// <summary>A fault has the server say the reply to come, or the last one, twice: for the same reasons.</summary>
    public bool ComesTwice { get; set; }

    public long MessageNumber => Message.Ordinal + 1L;

    /// <summary>Reasons of the server's next deed.</summary>
    private List<TraceReason> Pending { get; set; } = [];

    public void Add(TraceReason reason) => Pending.Add(reason);

    /// <summary>The reply to come will be lost for this reason.</summary>
    public void WillLose(TraceReason reason) => _loss = reason;

    /// <summary>The reply to come will be none, for this reason.</summary>
    public void WillGarble(TraceReason reason) => _garble = reason;

    /// <summary>An outage takes the place of whatever else was to happen.</summary>
    public void Override(TraceReason reason)
    {
        Pending = [reason];
        _loss = _work = null;
    }

    /// <summary>What the work on the command costs, if it is worth a word beside its reply.</summary>
    public void Works(TraceReason work, bool waited)
    {
        _work = work;
        if (waited)
            Pending.Add(work);
    }

    /// <summary>The server's reply is on its way.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="departure">Tick at which it leaves.</param>
    /// <param name="losses">How often it is lost on its way.</param>
    /// <param name="repeats">A reply like the one before it, with nothing of its own to say why, has the same reasons: LMTP refuses a text for each recipient.</param>
    public void Answers(Reply reply, long departure, int losses, bool repeats = false)
    {
        if ((repeats || ComesTwice) && Pending.Count == 0 && _underway.Count > 0 && _underway[^1].Reply == reply)
            Pending = _underway[^1].Reasons;
        ComesTwice &= _underway.Count == 0 || _underway[^1].Reasons != Pending;
        _underway.Add(new Answer(reply, departure, losses, Pending, _work));
        Pending = [];
        _work = null;
    }

    /// <summary>The server's reply is lost. From then on there is silence, for the reason for which it is lost.</summary>
    /// <returns>The reasons that the reply itself had, and, when it is the first one lost, why it is lost.</returns>
    public List<TraceReason> Loses()
    {
        var reasons = Pending;
        _work = null;
        if (_garble is { } garble)
        {
            Pending = [];
            _garble = null;
            return [.. reasons, garble];
        }
        if (_loss is null)
            return reasons;
        Pending = [_loss];
        return reasons.Remove(_loss) && reasons.Count > 0 ? reasons : [.. reasons, _loss];
    }

    /// <summary>A reply arrives. Jitter may have let another one overtake it.</summary>
    public Answer Arrives(Reply reply)
    {
        var at = _underway.FindIndex(answer => answer.Reply == reply);
        if (at < 0)
            return new Answer(reply, Departure: 0, Losses: 0, [], Work: null);
        var answer = _underway[at];
        _underway.RemoveAt(at);
        return answer;
    }

    /// <summary>Why the connection ended, or why nothing arrived in time.</summary>
    /// <param name="slow">The reason where the server knows none.</param>
    public IReadOnlyList<TraceReason> Silence(TraceReason slow)
    {
        if (Pending.Count > 0)
            return End();
        if (_underway.Count == 0)
            return [slow];
        var late = _underway[^1];
        var leaves = new TraceReason($"the reply {late.Reply} leaves the server at {DurationText.Clock(late.Departure)}, too late", Rule: slow.Rule);
        return late.Work is { } work ? [leaves with { Rule = null }, work, .. CopiesUnheardOf] : [leaves, .. CopiesUnheardOf];
    }

    /// <summary>What became of the connection by the server's doing.</summary>
    public IReadOnlyList<TraceReason> End() => [.. Pending.Count == 0 && Twist is { } twist ? [twist] : Pending, .. CopiesUnheardOf];

    /// <summary>The reply that says so is on its way and will not be read.</summary>
    private IEnumerable<TraceReason> CopiesUnheardOf => _underway.SelectMany(answer => answer.Reasons).Where(reason => reason == ServerReasons.SecondCopy);

    /// <summary>The session as far as it came.</summary>
    public SessionLog ToLog(IEnumerable<TraceLine> lines) => new()
    {
        Client = client,
        Server = server,
        Number = number,
        Message = OpenedFor.Message,
        Attempt = OpenedFor.Attempt,
        Established = new SimTime(Established),
        Ended = new SimTime(Ended),
        Unreachable = new SimTime(Unreachable),
        Floor = new SimDuration(Floor),
        Lines = [.. lines.OrderBy(line => line.Time)],
    };

    /// <summary>A reply on its way, and why it is as it is.</summary>
    internal sealed record Answer(Reply Reply, long Departure, int Losses, List<TraceReason> Reasons, TraceReason? Work);
}
