using System.Buffers;
using System.Text;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>How a connection goes on after a step of its dialogue.</summary>
internal enum DialogueStep : byte
{
    /// <summary>All that was received is consumed but for an incomplete line.</summary>
    NeedInput,

    /// <summary>A reply was written; there may be more.</summary>
    Replied,

    /// <summary>A reply was written that leaves later: see <see cref="Dialogue.Held"/> and <see cref="Dialogue.Departure"/>.</summary>
    Delayed,

    /// <summary>The last reply was written.</summary>
    Closed,

    /// <summary>The connection is to be reset.</summary>
    Reset,

    /// <summary>Nothing is to be sent any more.</summary>
    Deaf,

    /// <summary>The reply lets the TLS handshake begin; all that was received is to be thrown away.</summary>
    StartTls,
}

/// <summary>A client's dialogue with a server of the scenario: octets in, octets and the fate of the connection out. Knows no socket.</summary>
internal sealed class Dialogue(ScenarioPolicy policy, ServerOffer offer, ReplyTexts texts, EventTeller? log)
{
    private const int LongestVerb = 9;

    private readonly ServerConversation _conversation = new(policy, offer, texts);

    public ServerState State => _conversation.Session.State;

    /// <summary>Whether what comes next is message text.</summary>
    public bool ReceivesText => _conversation.ReceivesText;

    /// <summary>Whether a message's text has begun and not ended: between two of its chunks too.</summary>
    public bool IsAmidText => ReceivesText || State is ServerState.ReceivingChunks or ServerState.ChunksFailed;

    /// <summary>Whether the reply written last lets the TLS handshake begin.</summary>
    public bool WantsTls => _conversation.WantsTls;

    /// <summary>Whether a reply is due without further input, as LMTP has one for each recipient.</summary>
    public bool OwesReply => State == ServerState.AnsweringRecipients;

    /// <summary>Where in the output the reply begins that leaves later.</summary>
    public int Held { get; private set; }

    /// <summary>When it leaves.</summary>
    public long Departure { get; private set; }

    /// <summary>Whether it is the last thing that is said: it is cut short.</summary>
    public bool FallsSilent { get; private set; }

    /// <summary>The command answered last, for people who watch; not of message text.</summary>
    public Verb LastVerb { get; private set; }

    public Reply LastReply { get; private set; }

    public int Messages { get; private set; }

    /// <summary>The connection stands.</summary>
    public DialogueStep Greet(ReplyBuffer output, long now)
    {
        policy.Begin(now);
        var mark = output.Length;
        _conversation.Greet(output);
        return Conclude(new ServerStep(policy.Decision.Reply, ServerTrigger.Greeted, State), output, mark, now);
    }

    /// <summary>Reads until a reply is due.</summary>
    public DialogueStep Advance(ReadOnlySpan<byte> input, ReplyBuffer output, long now, out int consumed)
    {
        policy.Begin(now);
        var mark = output.Length;
        var wasText = ReceivesText;
        var secret = State == ServerState.Authenticating;
        var due = _conversation.TryStep(input, output, out consumed, out var step);
        if (!wasText && consumed > 0)
            Hear(input[..consumed], secret, now);
        if (!due)
            return State == ServerState.Closed ? DialogueStep.Closed : DialogueStep.NeedInput;
        if (wasText)
            log?.Data(now, policy.TextLength);
        return Conclude(step, output, mark, now);
    }

    /// <summary>The handshake is done.</summary>
    public void TlsEstablished()
    {
        _conversation.TlsEstablished();
        policy.Secure();
    }

    /// <summary>Says 421 for a client that was silent for too long.</summary>
    public void TimeOut(ReplyBuffer output, long now)
    {
        var reason = policy.CountIdleTimeout();
        var mark = output.Length;
        _conversation.TimeOut(output);
        LastReply = WellKnownReplies.IdleTimeout;
        policy.Count(LastReply);
        log?.Reply(now, output.Written[mark..], policy.Explain(reason));
    }

    /// <summary>Says 421 because the listener stops.</summary>
    public void Shutdown(ReplyBuffer output, long now)
    {
        var mark = output.Length;
        _conversation.Shutdown(output);
        LastReply = WellKnownReplies.ServiceClosing;
        policy.Count(LastReply);
        log?.Reply(now, output.Written[mark..], reason: null);
    }

    /// <summary>Says 421 amid a message's text that goes on for too long.</summary>
    public DialogueStep BreakOff(Reply reply, ReplyBuffer output, long now)
    {
        var mark = output.Length;
        _conversation.BreakOff(reply, output);
        LastReply = reply;
        policy.Count(reply);
        log?.Reply(now, output.Written[mark..], reason: null);
        return DialogueStep.Closed;
    }

    /// <summary>A command line came; behind that of BDAT the octets of the chunk may have begun.</summary>
    private void Hear(ReadOnlySpan<byte> input, bool secret, long now)
    {
        var end = input.IndexOf("\r\n"u8);
        if (end < 0)
            return; // a piece of a line that is too long
        var word = input[..Math.Min(end, LongestVerb)];
        var space = word.IndexOf((byte)' ');
        LastVerb = Verbs.Parse(space < 0 ? word : word[..space]);
        log?.Command(now, secret ? "(credentials)"u8 : LastVerb == Verb.Auth ? "AUTH (credentials)"u8 : input[..end]);
        if (LastVerb == Verb.Bdat && input.Length > end + 2)
            log?.Data(now, input.Length - end - 2);
    }

    private DialogueStep Conclude(ServerStep step, ReplyBuffer output, int mark, long now)
    {
        if (step.Reply.IsNone)
            return After(step); // LMTP: nobody is to be answered
        LastReply = step.Reply;
        if (!policy.Decided)
        {
            policy.Count(step.Reply);
            log?.Reply(now, output.Written[mark..], reason: null);
            return After(step);
        }
        if (step.Outcome == ServerTrigger.MessageAccepted)
            Messages++;
        var decision = policy.Decision;
        log?.Decision(now, decision, output.Written[mark..], policy);
        switch (decision.Fate)
        {
            case LiveFate.Reset:
                output.Cut(mark);
                return DialogueStep.Reset;
            case LiveFate.Silent or LiveFate.LoseReply:
                output.Cut(mark);
                return DialogueStep.Deaf;
            case LiveFate.Duplicate or LiveFate.Garble or LiveFate.Truncate:
                Twist(output, mark, decision.Fate);
                break;
        }
        if (decision.Departure > now)
        {
            (Held, Departure, FallsSilent) = (mark, decision.Departure, decision.Fate == LiveFate.Truncate);
            return DialogueStep.Delayed;
        }
        return decision.Fate == LiveFate.Truncate ? DialogueStep.Deaf : After(step);
    }

    /// <summary>The reply as a fault has it.</summary>
    private static void Twist(ReplyBuffer output, int mark, LiveFate fate)
    {
        var reply = output.Cut(mark);
        if (fate == LiveFate.Duplicate)
            output.Write([.. reply, .. reply]);
        else if (fate == LiveFate.Garble)
            output.Write("#garbled#\r\n"u8); // no digit of a code in it: a client can't take it for a reply (RFC 5321 section 4.2)
        else
            output.Write(reply.AsSpan(0, Math.Max(1, reply.Length / 2)));
    }

    private DialogueStep After(ServerStep step) =>
        step.State == ServerState.Closed ? DialogueStep.Closed : WantsTls ? DialogueStep.StartTls : DialogueStep.Replied;
}
