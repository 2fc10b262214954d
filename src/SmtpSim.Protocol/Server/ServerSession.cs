namespace SmtpSim.Protocol;

/// <summary>
/// A server's half of a session: command in, reply and outcome out. It knows no octets, no connection and no clock. What is not offered is
/// not known; then order is looked at, then what the server requires, then syntax, then limits, then policy.
/// </summary>
/// <param name="policy">Decides on what is in order.</param>
/// <param name="offer">What the server offers, and its own limits.</param>
public sealed partial class ServerSession(IServerPolicy policy, ServerOffer offer)
{
    private readonly IServerPolicy _policy = policy;
    private readonly ServerOffer _offer = offer;
    private int _mails;
    private int _errors;
    private int _idleCommands;
    private bool _saidHelo;

    public ServerState State { get; private set; } = ServerState.Connected;

    public Phase Phase => ServerTable.PhaseOf(State);

    /// <summary>The recipients accepted in the open transaction.</summary>
    public int Recipients { get; private set; }

    /// <summary>The TLS handshake is done.</summary>
    public bool InsideTls { get; private set; }

    /// <summary>AUTH was answered 235.</summary>
    public bool IsAuthenticated { get; private set; }

    /// <summary>The extensions offered where the session stands.</summary>
    public ServiceExtensions Offered => InsideTls ? _insideTls : _outsideTls;

    private readonly ServiceExtensions _insideTls = offer.Within(insideTls: true);
    private readonly ServiceExtensions _outsideTls = offer.Within(insideTls: false);

    /// <summary>The first step, once the connection stands.</summary>
    public ServerStep Greet()
    {
        var reply = _policy.OnConnected();
        return Conclude(reply, ServerDialogue.OutcomeOfGreeting(reply));
    }

    /// <summary>A command line. That of BDAT is handed in by <see cref="OnChunk"/> when its octets are there.</summary>
    public ServerStep OnCommand(Verb verb, ReadOnlySpan<byte> argument)
    {
        if (IsOverLimits(verb)) return Refuse();
        if (State != ServerState.Refusing && !IsKnown(verb, out var unknown))
            return Conclude(unknown, ServerDialogue.OutcomeOf(Verb.Unknown, unknown));
        var reply = !ServerDialogue.Admits(State, verb, out var refusal) ? refusal
            : IsBarred(verb, out refusal) ? refusal
            : Decide(verb, argument);
        var outcome = ServerDialogue.OutcomeOf(verb, reply);
        if (outcome == ServerTrigger.HelloAccepted) _saidHelo = verb == Verb.Helo;
        return Conclude(reply, outcome);
    }

    /// <summary>A line that could not be read as a command; a session that refuses service says 503 to that too.</summary>
    public ServerStep OnBadLine(CommandParse problem)
    {
        if (IsOverLimits(Verb.Unknown)) return Refuse();
        var reply = State == ServerState.Refusing ? WellKnownReplies.BadSequence
            : problem != CommandParse.LineTooLong ? WellKnownReplies.BadCharacter
            : State == ServerState.Authenticating ? WellKnownReplies.AuthLineTooLong
            : WellKnownReplies.LineTooLong;
        return Conclude(reply, ServerDialogue.OutcomeOf(State == ServerState.Authenticating ? Verb.Auth : Verb.Unknown, reply));
    }

    /// <summary>The client was silent for too long: says so and closes.</summary>
    public ServerStep OnTimedOut() => Conclude(WellKnownReplies.IdleTimeout, ServerTrigger.TimedOut);

    /// <summary>The server is shutting down: says so and closes (RFC 5321 section 3.8).</summary>
    public ServerStep Shutdown() => Conclude(WellKnownReplies.ServiceClosing, ServerTrigger.ServiceClosing);

    /// <summary>The host ends the session wherever it stands, in the midst of message text too: 421 is permitted at any point (RFC 5321 section 3.8).</summary>
    /// <param name="reply">A 421.</param>
    public ServerStep BreakOff(Reply reply) => Conclude(reply, ServerTrigger.ServiceClosing);

    /// <summary>The connection is gone.</summary>
    public ServerStep OnConnectionLost() => Conclude(Reply.None, ServerTrigger.ConnectionLost);

    /// <summary>The TLS handshake is done: all that the client said before is forgotten, it begins with EHLO (RFC 3207 section 4.2).</summary>
    public ServerStep OnTlsEstablished()
    {
        InsideTls = true;
        IsAuthenticated = false;
        return Conclude(Reply.None, ServerTrigger.TlsEstablished);
    }

    private Reply Decide(Verb verb, ReadOnlySpan<byte> argument) => verb switch
    {
        Verb.Ehlo or Verb.Helo or Verb.Lhlo => IsDomain(argument) ? Greeting(verb, argument) : WellKnownReplies.HelloSyntax,
        Verb.Mail => DecideMail(argument),
        Verb.Rcpt => DecideRecipient(argument),
        Verb.Data => DecideData(argument),
        Verb.StartTls => argument.IsEmpty ? _policy.OnStartTls() : WellKnownReplies.ArgumentSyntax,
        Verb.Auth => DecideAuth(argument),
        Verb.Bdat => WellKnownReplies.ArgumentSyntax, // one that could be read went to OnChunk
        Verb.Rset or Verb.Quit when !argument.IsEmpty => WellKnownReplies.ArgumentSyntax,
        Verb.Vrfy or Verb.Expn when argument.IsEmpty => WellKnownReplies.ArgumentSyntax,
        _ => _policy.OnOther(verb, argument),
    };

    /// <summary>LHLO has the semantics of EHLO (RFC 2033 section 4.1).</summary>
    private Reply Greeting(Verb verb, ReadOnlySpan<byte> domain) => _policy.OnHello(verb == Verb.Lhlo ? Verb.Ehlo : verb, domain);

    /// <summary>
    /// One word of printable ASCII. Clients name themselves in many ways, and mail is not to be refused for a wrong name (4.1.4).
    /// </summary>
    private static bool IsDomain(ReadOnlySpan<byte> argument) =>
        argument.Length is > 0 and <= LineLimits.Domain && !argument.ContainsAnyExceptInRange((byte)'!', (byte)'~');

    private ServerStep Conclude(Reply reply, ServerTrigger outcome)
    {
        State = ServerTable.Next(State, outcome);
        if (outcome == ServerTrigger.RecipientAccepted) Recipients++;
        else if (outcome == ServerTrigger.AuthAccepted) IsAuthenticated = true;
        else if (State is ServerState.Ready or ServerState.Greeted or ServerState.Closed) EndTransaction();
        Count(reply, outcome);
        return new ServerStep(reply, outcome, State);
    }
}
