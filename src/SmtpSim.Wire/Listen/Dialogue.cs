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
}

/// <summary>A client's dialogue with a server of the scenario: octets in, octets and the fate of the connection out. Knows no socket.</summary>
internal sealed class Dialogue(ScenarioPolicy policy, ReplyTexts texts, SessionLog? log)
{
    private readonly ServerConversation _conversation = new(policy, new ServerLimits(0, 0), texts);

    public ServerState State => _conversation.Session.State;

    /// <summary>Where in the output the reply begins that leaves later.</summary>
    public int Held { get; private set; }

    /// <summary>When it leaves.</summary>
    public long Departure { get; private set; }

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
        var inText = State == ServerState.ReceivingData;
        if (!_conversation.TryStep(input, output, out consumed, out var step))
            return State == ServerState.Closed ? DialogueStep.Closed : DialogueStep.NeedInput;
        if (inText)
        {
            log?.Data(now, policy.TextLength);
        }
        else
        {
            LastVerb = Command.Parse(input[..Math.Min(consumed, LineLimits.Command)].TrimEnd("\r\n"u8)).Verb;
            log?.Command(now, input[..consumed]);
        }
        return Conclude(step, output, mark, now);
    }

    /// <summary>Says 421 for a client that was silent for too long.</summary>
    public void TimeOut(ReplyBuffer output, long now)
    {
        var reason = policy.CountIdleTimeout();
        _conversation.TimeOut(output);
        LastReply = WellKnownReplies.IdleTimeout;
        log?.Reply(now, WellKnownReplies.IdleTimeout, texts, policy.Explain(reason));
    }

    /// <summary>Says 421 because the listener stops.</summary>
    public void Shutdown(ReplyBuffer output, long now)
    {
        _conversation.Shutdown(output);
        LastReply = WellKnownReplies.ServiceClosing;
        log?.Reply(now, WellKnownReplies.ServiceClosing, texts, null);
    }

    private DialogueStep Conclude(ServerStep step, ReplyBuffer output, int mark, long now)
    {
        LastReply = step.Reply;
        if (!policy.Decided)
        {
            policy.Count(step.Reply);
            log?.Reply(now, step.Reply, texts, null);
            return step.State == ServerState.Closed ? DialogueStep.Closed : DialogueStep.Replied;
        }
        if (step.Outcome == ServerTrigger.MessageAccepted)
            Messages++;
        var decision = policy.Decision;
        log?.Decision(now, decision, texts, policy);
        switch (decision.Fate)
        {
            case LiveFate.Reset:
                output.Cut(mark);
                return DialogueStep.Reset;
            case LiveFate.Silent or LiveFate.LoseReply:
                output.Cut(mark);
                return DialogueStep.Deaf;
        }
        if (decision.Departure > now)
        {
            (Held, Departure) = (mark, decision.Departure);
            return DialogueStep.Delayed;
        }
        return step.State == ServerState.Closed ? DialogueStep.Closed : DialogueStep.Replied;
    }
}
