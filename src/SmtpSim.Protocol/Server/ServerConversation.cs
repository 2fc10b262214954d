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
        while (Session.State != ServerState.Closed)
        {
            var done = Session.State == ServerState.ReceivingData
                ? TryReceiveText(rest, output, out var consumed)
                : TryReceiveCommand(rest, output, out consumed);
            rest = rest[consumed..];
            if (!done) return input.Length - rest.Length;
        }

        return input.Length;
    }

    /// <summary>The client was silent for too long.</summary>
    public void TimeOut(IBufferWriter<byte> output) => Send(Session.OnTimedOut(), output);

    /// <summary>The server is shutting down.</summary>
    public void Shutdown(IBufferWriter<byte> output) => Send(Session.Shutdown(), output);

    private bool TryReceiveText(ReadOnlySpan<byte> input, IBufferWriter<byte> output, out int consumed)
    {
        if (!_text.Read(input, policy, out consumed)) return false;
        Send(Session.OnEndOfData(_text.TextLength), output);
        _text.Reset();
        return true;
    }

    private bool TryReceiveCommand(ReadOnlySpan<byte> input, IBufferWriter<byte> output, out int consumed)
    {
        var found = _commands.TryRead(input, out var command, out consumed);
        if (found == CommandParse.NeedMore) return false;
        var step = found == CommandParse.Complete
            ? Session.OnCommand(command.Verb, command.ArgumentOf(input))
            : Session.OnBadLine(found);
        Send(step, output);
        return true;
    }

    private void Send(ServerStep step, IBufferWriter<byte> output)
    {
        if (!step.Reply.IsNone) ReplyWriter.Write(output, step.Reply, texts.Of(step.Reply));
    }
}
