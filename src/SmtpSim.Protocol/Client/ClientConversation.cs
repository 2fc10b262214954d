using System.Buffers;

namespace SmtpSim.Protocol;

/// <summary>
/// A <see cref="ClientSession"/> on octets: reads what a server sends, in any pieces, and writes the command that follows from it.
/// </summary>
/// <param name="domain">The client's name, for EHLO and HELO.</param>
/// <param name="session">What to send.</param>
public sealed class ClientConversation(string domain, ClientSession session)
{
    private ReplyParser _replies;
    private DotStuffer _text;
    private int _line;

    public ClientSession Session { get; } = session;

    /// <summary>STARTTLS was answered 220: the host does the handshake and calls <see cref="TlsEstablished"/>.</summary>
    public bool WantsTls => Session.State == ClientState.TlsHandshake;

    /// <summary>What the server announced in its answer to EHLO.</summary>
    public ServiceExtensions Extensions { get; private set; }

    /// <summary>Why the dialogue was given up, when what came was not SMTP; else <see cref="ReplyParse.NeedMore"/>.</summary>
    public ReplyParse Failure { get; private set; }

    /// <summary>
    /// Reads as far as it can, once the session was told that it is connected. What is not consumed, an incomplete line at most, is to be
    /// handed in again with what follows it.
    /// After the session is closed all is consumed; a server that does not speak SMTP closes it as if the connection were lost.
    /// </summary>
    /// <returns>The octets consumed.</returns>
    public int Receive(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        var rest = input;
        while (Session.State != ClientState.Closed)
        {
            var found = _replies.TryRead(rest, out var line, out var consumed);
            if (found == ReplyParse.NeedMore) return input.Length - rest.Length;
            if (found >= ReplyParse.BadSyntax)
            {
                Failure = found;
                Session.OnConnectionLost();
                break;
            }

            if (Session.State == ClientState.EhloSent) NoteExtension(line, rest);
            _line = found == ReplyParse.Complete ? 0 : _line + 1;
            rest = rest[consumed..];
            if (found == ReplyParse.Line) continue;
            Session.OnReply(line.Reply);
            WriteNext(output);
        }

        return input.Length;
    }

    /// <summary>The TLS handshake is done: greets anew. What came before and was not consumed is to be thrown away.</summary>
    public void TlsEstablished(IBufferWriter<byte> output)
    {
        _replies = default;
        _line = 0;
        Extensions = ServiceExtensions.None;
        Session.OnTlsEstablished();
        WriteNext(output);
    }

    /// <summary>The first line of an EHLO reply is a greeting, each other a keyword.</summary>
    private void NoteExtension(ReplyLine line, ReadOnlySpan<byte> input)
    {
        if (_line > 0 && line.Reply.IsPositiveCompletion) Extensions |= ServiceExtension.Parse(line.TextOf(input));
    }

    /// <summary>Writes what the state is named for.</summary>
    private void WriteNext(IBufferWriter<byte> output)
    {
        var message = Session.Message;
        switch (Session.State)
        {
            case ClientState.MailSent:
                var size = Extensions.Has(ServiceExtensions.Size) ? message!.Text.Length : -1;
                CommandWriter.WriteMail(output, message!.ReversePath, size);
                break;
            case ClientState.RcptSent:
                CommandWriter.WriteRcpt(output, Session.Recipient);
                break;
            case ClientState.BodySent:
                _text.Write(message!.Text.Span, output);
                _text.End(output);
                break;
            case ClientState.Closed:
                break;
            case var state:
                var argument = state is ClientState.EhloSent or ClientState.HeloSent ? domain : "";
                CommandWriter.Write(output, ClientDialogue.VerbOf(state), argument);
                break;
        }
    }
}
