using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>
/// Asks the scenario's server what to do with each command of a session, and hands accepted mail to the store. The automaton takes the
/// reply from here; when and whether it leaves is left in <see cref="Decision"/>.
/// </summary>
internal sealed class ScenarioPolicy(ListenerCore core, LiveSession session, KeptMessage? message) : IServerPolicy
{
    private long _now;
    private bool? _kept;

    /// <summary>The decision of the step, where <see cref="Decided"/> says that it was made here.</summary>
    public LiveDecision Decision { get; private set; }

    public bool Decided { get; private set; }

    /// <summary>Size of the message text received last.</summary>
    public long TextLength { get; private set; }

    /// <summary>A step begins.</summary>
    public void Begin(long now)
    {
        _now = now;
        Decided = false;
    }

    /// <summary>The session has a place that was kept for it while it waited.</summary>
    public bool WasCalled { get; set; }

    public Reply OnConnected()
    {
        lock (core.Gate)
        {
            if (WasCalled)
                core.Live.Greeting();
            return Take(session.Greet(_now));
        }
    }

    /// <summary>A session that was called is not there any more.</summary>
    public void ForgoGreeting()
    {
        lock (core.Gate)
            core.Live.Greeting();
    }

    public Reply OnHello(Verb verb, ReadOnlySpan<byte> domain)
    {
        message?.Hello(verb, domain);
        lock (core.Gate)
            return Take(session.Hello(verb, _now));
    }

    public Reply OnMail(in MailArgument mail)
    {
        lock (core.Gate)
            Take(session.Mail(mail.ReversePath, mail.Size, _now));
        if (Decision.Reply.IsPositiveCompletion)
            message?.Mail(mail);
        return Decision.Reply;
    }

    public Reply OnRecipient(in MailPath recipient)
    {
        lock (core.Gate)
            Take(session.Recipient(recipient, _now));
        if (Decision.Reply.IsPositiveCompletion)
            message?.Recipient(recipient);
        return Decision.Reply;
    }

    public Reply OnData()
    {
        lock (core.Gate)
            Take(session.Data(_now));
        return Decision.Reply;
    }

    public Reply OnStartTls()
    {
        lock (core.Gate)
            return Take(session.StartTls(_now));
    }

    public Reply Authenticate(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password) => Judge(core.Users.Authenticate(user, password));

    public Reply OnAuthenticated(ReadOnlySpan<byte> user) => Judge(WellKnownReplies.AuthOk);

    public ScramKeys? FindScramKeys(ReadOnlySpan<byte> user) => core.Users.Find(user);

    public string NextNonce() => UserTable.NextNonce();

    public void OnTextBegins()
    {
        TextLength = 0;
        message?.Open(core.Clock.Origin.AddTicks(_now));
    }

    public void OnText(ReadOnlySpan<byte> text)
    {
        TextLength += text.Length;
        if (message is null)
            return;
        if (TextLength > core.Live.Profile.MaxMessageBytes)
            message.Discard(); // it will be refused, however long it goes on
        else
            message.OnText(text);
    }

    public Reply OnChunk(long size)
    {
        lock (core.Gate)
            return Take(session.Other(Verb.Bdat, WellKnownReplies.ChunkOk, _now));
    }

    /// <summary>TLS is established.</summary>
    public void Secure() => message?.Secure();

    public Reply OnMessage(long size)
    {
        lock (core.Gate)
            Take(session.Body(size, _now));
        if (!Decision.Reply.IsPositiveCompletion)
            message?.Discard();
        else if (message?.TryKeep(_now) == false)
            return Take(Decision with { Reply = WellKnownReplies.LocalError });
        return Decision.Reply;
    }

    /// <summary>LMTP: the text is kept once, with the first recipient that has it.</summary>
    public Reply OnDelivery(int recipient, long size)
    {
        if (recipient == 0)
            _kept = null;
        lock (core.Gate)
            Take(session.Delivery(recipient, size, _now));
        if (!Decision.Reply.IsPositiveCompletion)
            return Decision.Reply;
        _kept ??= message?.TryKeep(_now) != false;
        return _kept.Value ? Decision.Reply : Take(Decision with { Reply = WellKnownReplies.LocalError });
    }

    public Reply OnOther(Verb verb, ReadOnlySpan<byte> argument)
    {
        var usual = verb switch
        {
            Verb.Vrfy => WellKnownReplies.CannotVerify,
            Verb.Expn => WellKnownReplies.NotImplemented,
            Verb.Help => WellKnownReplies.Help,
            Verb.Quit => WellKnownReplies.Bye,
            _ => WellKnownReplies.Ok,
        };
        lock (core.Gate)
            return Take(session.Other(verb, usual, _now));
    }

    public void Count(Reply reply)
    {
        lock (core.Gate)
            core.Live.Count(reply);
    }

    public LiveReason CountIdleTimeout()
    {
        lock (core.Gate)
            return core.Live.CountIdleTimeout();
    }

    public TraceReason? Explain(LiveReason reason) => reason.IsNone ? null : core.Live.Explain(reason);

    /// <summary>Whether an outage has broken the session.</summary>
    public LiveFate Health(long now)
    {
        lock (core.Gate)
        {
            core.Live.Advance(now);
            return session.Health(now);
        }
    }

    /// <summary>The session is over; what was not accepted is dropped.</summary>
    public void End()
    {
        message?.Dispose();
        lock (core.Gate)
            session.End();
    }

    private Reply Judge(Reply verdict)
    {
        lock (core.Gate)
            return Take(session.Auth(verdict, _now));
    }

    private Reply Take(LiveDecision decision)
    {
        Decided = true;
        Decision = decision;
        return decision.Reply;
    }
}
