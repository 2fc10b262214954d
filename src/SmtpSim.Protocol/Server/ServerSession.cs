namespace SmtpSim.Protocol;

/// <summary>
/// A server's half of a session: command in, reply and outcome out. It knows no octets, no connection and no clock. Order is looked at
/// first,
/// then syntax, then limits, then policy.
/// </summary>
/// <param name="policy">Decides on what is in order.</param>
/// <param name="limits">The server's own limits.</param>
public sealed class ServerSession(IServerPolicy policy, ServerLimits limits)
{
    public ServerState State { get; private set; } = ServerState.Connected;

    public Phase Phase => ServerTable.PhaseOf(State);

    /// <summary>The recipients accepted in the open transaction.</summary>
    public int Recipients { get; private set; }

    /// <summary>The first step, once the connection stands.</summary>
    public ServerStep Greet()
    {
        var reply = policy.OnConnected();
        return Conclude(reply, ServerDialogue.OutcomeOfGreeting(reply));
    }

    /// <summary>A command line.</summary>
    public ServerStep OnCommand(Verb verb, ReadOnlySpan<byte> argument)
    {
        var reply = ServerDialogue.Admits(State, verb, out var refusal) ? Decide(verb, argument) : refusal;
        return Conclude(reply, ServerDialogue.OutcomeOf(verb, reply));
    }

    /// <summary>A line that could not be read as a command; a session that refuses service says 503 to that too.</summary>
    public ServerStep OnBadLine(CommandParse problem)
    {
        var reply = State == ServerState.Refusing ? WellKnownReplies.BadSequence
            : problem == CommandParse.LineTooLong ? WellKnownReplies.LineTooLong
            : WellKnownReplies.BadCharacter;
        return Conclude(reply, ServerDialogue.OutcomeOf(Verb.Unknown, reply));
    }

    /// <summary>The end of mail data, after <paramref name="size"/> octets of text.</summary>
    public ServerStep OnEndOfData(long size)
    {
        var reply = IsTooLarge(size) ? WellKnownReplies.MessageTooLarge : policy.OnMessage(size);
        return Conclude(reply, ServerDialogue.OutcomeOfBody(reply));
    }

    /// <summary>The client was silent for too long: says so and closes.</summary>
    public ServerStep OnTimedOut() => Conclude(WellKnownReplies.IdleTimeout, ServerTrigger.TimedOut);

    /// <summary>The server is shutting down: says so and closes (RFC 5321 section 3.8).</summary>
    public ServerStep Shutdown() => Conclude(WellKnownReplies.ServiceClosing, ServerTrigger.ServiceClosing);

    /// <summary>The connection is gone.</summary>
    public ServerStep OnConnectionLost() => Conclude(Reply.None, ServerTrigger.ConnectionLost);

    private Reply Decide(Verb verb, ReadOnlySpan<byte> argument) => verb switch
    {
        Verb.Ehlo or Verb.Helo => IsDomain(argument) ? policy.OnHello(verb, argument) : WellKnownReplies.HelloSyntax,
        Verb.Mail => DecideMail(argument),
        Verb.Rcpt => DecideRecipient(argument),
        Verb.Data => argument.IsEmpty ? policy.OnData() : WellKnownReplies.ArgumentSyntax,
        Verb.Rset or Verb.Quit when !argument.IsEmpty => WellKnownReplies.ArgumentSyntax,
        Verb.Vrfy or Verb.Expn when argument.IsEmpty => WellKnownReplies.ArgumentSyntax,
        _ => policy.OnOther(verb, argument),
    };

    private Reply DecideMail(ReadOnlySpan<byte> argument)
    {
        if (!MailArgument.TryParse(argument, out var mail, out var refusal)) return refusal;
        return IsTooLarge(mail.Size) ? WellKnownReplies.MessageTooLarge : policy.OnMail(mail);
    }

    private Reply DecideRecipient(ReadOnlySpan<byte> argument)
    {
        if (!RcptArgument.TryParse(argument, out var recipient, out var refusal)) return refusal;
        return limits.MaxRecipients > 0 && Recipients == limits.MaxRecipients
            ? WellKnownReplies.TooManyRecipients
            : policy.OnRecipient(recipient.ForwardPath);
    }

    private bool IsTooLarge(long size) => limits.MaxSize > 0 && size > limits.MaxSize;

    /// <summary>
    /// One word of printable ASCII. Clients name themselves in many ways, and mail is not to be refused for a wrong name (4.1.4).
    /// </summary>
    private static bool IsDomain(ReadOnlySpan<byte> argument) =>
        argument.Length is > 0 and <= LineLimits.Domain && !argument.ContainsAnyExceptInRange((byte)'!', (byte)'~');

    private ServerStep Conclude(Reply reply, ServerTrigger outcome)
    {
        State = ServerTable.Next(State, outcome);
        if (outcome == ServerTrigger.RecipientAccepted) Recipients++;
        else if (State is not (ServerState.RecipientGiven or ServerState.ReceivingData)) Recipients = 0;
        return new ServerStep(reply, outcome, State);
    }
}
