using System.Buffers;
using System.Text;

namespace SmtpSim.Protocol;

/// <summary>
/// A <see cref="ServerSession"/> on octets: reads what a client sends, in any pieces, and writes what is to be sent back. Pipelined
/// commands (RFC 2920) are answered in turn.
/// </summary>
/// <param name="policy">Decides on what is in order, and takes the message text.</param>
/// <param name="offer">What the server offers, and its own limits.</param>
/// <param name="texts">The texts of its replies, with its name and, from <see cref="ReplyTexts.For(string, ServerOffer)"/>, what it
/// offers.</param>
public sealed partial class ServerConversation(IServerPolicy policy, ServerOffer offer, ReplyTexts texts)
{
    private readonly int _commandLimit = Math.Max(LineLimits.CommandWith(offer.Extensions), offer.MaxCommandLine);
    private CommandParser _commands;

    public ServerSession Session { get; } = new(policy, offer);

    /// <summary>
    /// 220 was sent to STARTTLS. The host throws away whatever it has read and not handed in, does the handshake, and calls
    /// <see cref="TlsEstablished"/>; if it fails, the connection is lost.
    /// </summary>
    public bool WantsTls => Session.State == ServerState.TlsHandshake;

    /// <summary>What comes next is message text, behind 354 or in a chunk, and no command.</summary>
    public bool ReceivesText => _inChunk || Session.State == ServerState.ReceivingData;

    /// <summary>Sends the greeting.</summary>
    public void Greet(IBufferWriter<byte> output) => Send(Session.Greet(), output);

    /// <summary>
    /// Reads as far as it can, once the greeting was sent. What is not consumed, an incomplete line at most, is to be handed in again with
    /// what follows it.
    /// After the session is closed all is consumed and nothing answered; so it is while a TLS handshake is awaited (RFC 3207 section 4.2).
    /// </summary>
    /// <returns>The octets consumed.</returns>
    public int Receive(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        var rest = input;
        bool due;
        do
        {
            due = TryStep(rest, output, out var consumed, out _);
            rest = rest[consumed..];
        }
        while (due);

        return input.Length - rest.Length;
    }

    /// <summary>
    /// Reads until one reply is due and writes it, so that a host can delay, replace or lose each reply by itself. The octets behind
    /// <paramref name="consumed"/> are to be handed in again, at once: a reply may be due without any.
    /// </summary>
    /// <param name="input">The octets not consumed yet.</param>
    /// <param name="output">Takes the reply, all of its lines.</param>
    /// <param name="consumed">Octets to drop before the next call, also when no reply is due. All of them once the session is closed or
    /// awaits a TLS handshake: what was sent before it counts for nothing.</param>
    /// <param name="step">What was answered.</param>
    /// <returns>Whether a reply was written; if not, more input is needed, or the session is closed, or it awaits the handshake.</returns>
    public bool TryStep(ReadOnlySpan<byte> input, IBufferWriter<byte> output, out int consumed, out ServerStep step)
    {
        ArgumentNullException.ThrowIfNull(output);
        step = default;
        consumed = input.Length;
        var due = Session.State switch
        {
            ServerState.Closed or ServerState.TlsHandshake => false,
            ServerState.ReceivingData => TryReceiveText(input, out consumed, out step),
            ServerState.AnsweringRecipients => AnswerNext(out consumed, out step),
            _ when _inChunk => TryReceiveChunk(input, out consumed, out step),
            _ => TryReceiveLine(input, out consumed, out step),
        };
        if (due) Send(step, output);
        return due;
    }

    /// <summary>The TLS handshake is done; what comes now was sent inside it.</summary>
    public void TlsEstablished()
    {
        _commands = default;
        Session.OnTlsEstablished();
    }

    /// <summary>The client was silent for too long.</summary>
    public void TimeOut(IBufferWriter<byte> output) => Send(Session.OnTimedOut(), output);

    /// <summary>The server is shutting down.</summary>
    public void Shutdown(IBufferWriter<byte> output) => Send(Session.Shutdown(), output);

    /// <summary>The host has had enough, in the midst of message text too.</summary>
    /// <param name="reply">The 421 to send.</param>
    /// <param name="output">Takes the reply.</param>
    public void BreakOff(Reply reply, IBufferWriter<byte> output) => Send(Session.BreakOff(reply), output);

    private bool TryReceiveLine(ReadOnlySpan<byte> input, out int consumed, out ServerStep step)
    {
        step = default;
        _commands.LineLimit = LimitOf(input);
        var found = _commands.TryRead(input, out var command, out consumed);
        if (found == CommandParse.NeedMore) return false;
        if (found != CommandParse.Complete) step = Session.OnBadLine(found);
        else if (Session.State == ServerState.Authenticating) step = Session.OnAuthResponse(input[..(consumed - 2)]);
        else if (command.Verb == Verb.Bdat && TryBeginChunk(command.ArgumentOf(input))) return TryReceiveAfter(input, ref consumed, out step);
        else step = Session.OnCommand(command.Verb, command.ArgumentOf(input));

        if (step.State == ServerState.ReceivingData) BeginText();
        return true;
    }

    /// <summary>The octets of a chunk follow the line of BDAT without a reply between them.</summary>
    private bool TryReceiveAfter(ReadOnlySpan<byte> input, ref int consumed, out ServerStep step)
    {
        var due = TryReceiveChunk(input[consumed..], out var octets, out step);
        consumed += octets;
        return due;
    }

    /// <summary>AUTH and its exchange may have long lines (RFC 4954 section 4), no other command.</summary>
    private int LimitOf(ReadOnlySpan<byte> input) =>
        Session.State == ServerState.Authenticating
        || (input.Length >= 5 && Ascii.EqualsIgnoreCase(input[..5], "AUTH "u8) && Session.Offered.Has(ServiceExtensions.Auth))
            ? LineLimits.Auth
            : _commandLimit;

    private bool AnswerNext(out int consumed, out ServerStep step)
    {
        consumed = 0;
        step = Session.OnNextAnswer();
        return true;
    }

    private void Send(ServerStep step, IBufferWriter<byte> output)
    {
        if (step.Reply.IsNone) return;
        var text = step.Outcome == ServerTrigger.AuthChallenged ? Session.Challenge : texts.Of(step.Reply, Session.InsideTls);
        ReplyWriter.Write(output, texts.AsSent(step.Reply), text);
    }
}
