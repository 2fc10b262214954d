using System.Buffers;

namespace SmtpSim.Protocol;

/// <summary>
/// A <see cref="ServerSession"/> on octets: reads what a client sends, in any pieces, and writes what is to be sent back. Pipelined
/// commands (RFC 2920) are answered in turn.
/// </summary>
/// <param name="policy">Decides on what is in order, and takes the message text.</param>
/// <param name="limits">The server's own limits.</param>
/// <param name="texts">The texts of its replies, with its name and extensions.</param>
public sealed class ServerConversation(IServerPolicy policy, ServerLimits limits, ReplyTexts texts)
{
    private CommandParser _commands;
    private DotUnstuffer _text;

    public ServerSession Session { get; } = new(policy, limits);

    /// <summary>Sends the greeting.</summary>
    public void Greet(IBufferWriter<byte> output) => Send(Session.Greet(), output);

    /// <summary>
    /// Reads as far as it can, once the greeting was sent. What is not consumed, an incomplete command line at most, is to be handed in
    /// again with what follows it.
    /// After the session is closed all is consumed and nothing answered.
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
    /// <paramref name="consumed"/> are to be handed in again.
    /// </summary>
    /// <param name="input">The octets not consumed yet.</param>
    /// <param name="output">Takes the reply, all of its lines.</param>
    /// <param name="consumed">Octets to drop before the next call, also when no reply is due.</param>
    /// <param name="step">What was answered.</param>
    /// <returns>Whether a reply was written; if not, more input is needed, or the session is closed.</returns>
    public bool TryStep(ReadOnlySpan<byte> input, IBufferWriter<byte> output, out int consumed, out ServerStep step)
    {
        ArgumentNullException.ThrowIfNull(output);
        step = default;
        consumed = input.Length;
        var due = Session.State switch
        {
            ServerState.Closed => false,
            ServerState.ReceivingData => TryReceiveText(input, out consumed, out step),
            _ => TryReceiveCommand(input, out consumed, out step),
        };
        if (due) Send(step, output);
        return due;
    }

    /// <summary>The client was silent for too long.</summary>
    public void TimeOut(IBufferWriter<byte> output) => Send(Session.OnTimedOut(), output);

    /// <summary>The server is shutting down.</summary>
    public void Shutdown(IBufferWriter<byte> output) => Send(Session.Shutdown(), output);

    private bool TryReceiveText(ReadOnlySpan<byte> input, out int consumed, out ServerStep step)
    {
        step = default;
        if (!_text.Read(input, policy, out consumed)) return false;
        step = Session.OnEndOfData(_text.TextLength);
        _text.Reset();
        return true;
    }

    private bool TryReceiveCommand(ReadOnlySpan<byte> input, out int consumed, out ServerStep step)
    {
        step = default;
        var found = _commands.TryRead(input, out var command, out consumed);
        if (found == CommandParse.NeedMore) return false;
        step = found == CommandParse.Complete
            ? Session.OnCommand(command.Verb, command.ArgumentOf(input))
            : Session.OnBadLine(found);
        return true;
    }

    private void Send(ServerStep step, IBufferWriter<byte> output)
    {
        if (!step.Reply.IsNone) ReplyWriter.Write(output, step.Reply, texts.Of(step.Reply));
    }
}
