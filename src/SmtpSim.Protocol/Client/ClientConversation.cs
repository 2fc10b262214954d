using System.Buffers;

namespace SmtpSim.Protocol;

/// <summary>
/// A <see cref="ClientSession"/> on octets: reads what a server sends, in any pieces, and writes the commands that follow from it: one, or
/// a group where PIPELINING is used.
/// </summary>
/// <param name="domain">The client's name, for EHLO, HELO and LHLO.</param>
/// <param name="session">What to send.</param>
public sealed class ClientConversation(string domain, ClientSession session)
{
    private readonly ClientOptions _options = session.Options;
    private ReplyParser _replies;
    private DotStuffer _text;
    private int _line;

    public ClientSession Session { get; } = session;

    /// <summary>STARTTLS was answered 220: the host does the handshake and calls <see cref="TlsEstablished"/>.</summary>
    public bool WantsTls => Session.State == ClientState.TlsHandshake;

    /// <summary>What the server announced in its answer to EHLO.</summary>
    public ServiceExtensions Extensions => Session.Announced.Extensions;

    /// <summary>Why the dialogue was given up, when what came was not SMTP; else <see cref="ReplyParse.NeedMore"/>.</summary>
    public ReplyParse Failure { get; private set; }

    /// <summary>
    /// Reads as far as it can, once the session was told that it is connected. What is not consumed, an incomplete line at most, is to be
    /// handed in again with what follows it.
    /// After the session is closed all is consumed; a server that does not speak SMTP closes it as if the connection were lost. While a TLS
    /// handshake is awaited all is consumed too: what a server sent before it counts for nothing.
    /// </summary>
    /// <returns>The octets consumed.</returns>
    public int Receive(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        var rest = input;
        while (Session.State is not (ClientState.Closed or ClientState.TlsHandshake))
        {
            _replies.LineLimit = Session.State == ClientState.AuthSent ? LineLimits.Auth : LineLimits.Reply;
            var found = _replies.TryRead(rest, out var line, out var consumed);
            if (found == ReplyParse.NeedMore) return input.Length - rest.Length;
            if (found >= ReplyParse.BadSyntax)
            {
                Failure = found;
                Session.OnConnectionLost();
                break;
            }

            var text = line.TextOf(rest);
            if (Session.State == ClientState.EhloSent) NoteExtension(line, text);
            _line = found == ReplyParse.Complete ? 0 : _line + 1;
            rest = rest[consumed..];
            if (found == ReplyParse.Complete) WriteNext(Session.OnReply(line.Reply, text), output);
        }

        return input.Length;
    }

    /// <summary>The TLS handshake is done: greets anew. What came before it is to be thrown away.</summary>
    public void TlsEstablished(IBufferWriter<byte> output)
    {
        _replies = default;
        _line = 0;
        WriteNext(Session.OnTlsEstablished(), output);
    }

    /// <summary>The first line of an EHLO reply is a greeting, each other a keyword.</summary>
    private void NoteExtension(ReplyLine line, ReadOnlySpan<byte> text)
    {
        if (_line > 0 && line.Reply.IsPositiveCompletion) Session.Announced.Note(text);
    }

    /// <summary>Writes what the state is named for, unless it was sent before: in a group, or before the first of several replies.</summary>
    private void WriteNext(ClientStep step, IBufferWriter<byte> output)
    {
        switch (step.State)
        {
            case ClientState.MailSent:
                WriteEnvelope(Session.Message!, output);
                break;
            case ClientState.RcptSent or ClientState.DataSent when Session.Pipelines:
            case ClientState.ChunkSent when Session.PipelinesChunks:
            case ClientState.BodySent or ClientState.ChunkSent when step.Trigger == ClientTrigger.RecipientAnswered:
            case ClientState.TlsHandshake or ClientState.Closed:
                break;
            case ClientState.RcptSent:
                WriteRecipient(Session.Message!, Session.RecipientIndex, output);
                break;
            case ClientState.BodySent:
                if (Session.HasRecipients) _text.Write(Session.Message!.Text.Span, output);
                _text.End(output);
                break;
            case ClientState.ChunkSent:
                CommandWriter.WriteChunk(output, Session.ChunkArgument);
                output.Write(Session.Chunk.Span);
                break;
            case ClientState.AuthSent:
                CommandWriter.WriteAuth(output, Session.AuthLine);
                break;
            case ClientState.EhloSent or ClientState.HeloSent:
                CommandWriter.Write(output, _options.Lmtp ? Verb.Lhlo : ClientDialogue.VerbOf(step.State), domain);
                break;
            default:
                CommandWriter.Write(output, ClientDialogue.VerbOf(step.State));
                break;
        }
    }

    /// <summary>MAIL alone, or all that PIPELINING lets go with it (RFC 2920 section 3.1, RFC 3030 section 4.2).</summary>
    private void WriteEnvelope(OutgoingMessage message, IBufferWriter<byte> output)
    {
        var offered = Session.Announced;
        CommandWriter.WriteMail(output, message.ReversePath, new MailParameters
        {
            Size = Session.DeclaresSize ? message.Text.Length : -1,
            Body = offered.Has(ServiceExtensions.EightBitMime) ? message.Body : BodyType.Unspecified,
            SmtpUtf8 = offered.Has(ServiceExtensions.SmtpUtf8) && ClientSession.NeedsUtf8(message),
            Return = offered.Has(ServiceExtensions.Dsn) ? message.Return : DsnReturn.Unspecified,
            EnvelopeId = offered.Has(ServiceExtensions.Dsn) ? message.EnvelopeId : null,
        });
        if (!Session.Pipelines) return;
        for (var i = Session.Recipients.Start.Value; i < Session.Recipients.End.Value; i++) WriteRecipient(message, i, output);
        if (Session.PipelinesChunks) WriteChunks(output);
        else if (!Session.UsesChunks) CommandWriter.Write(output, Verb.Data);
    }

    private void WriteChunks(IBufferWriter<byte> output)
    {
        var text = Session.TakeText();
        var start = 0;
        do
        {
            var rest = text.Length - start;
            var length = _options.ChunkSize > 0 ? Math.Min(rest, _options.ChunkSize) : rest;
            CommandWriter.WriteChunk(output, new ChunkArgument(length, IsLast: length == rest));
            output.Write(text.Slice(start, length).Span);
            start += length;
        }
        while (start < text.Length);
    }

    private void WriteRecipient(OutgoingMessage message, int index, IBufferWriter<byte> output)
    {
        var notification = message.Notifications.Count > 0 && Session.Announced.Has(ServiceExtensions.Dsn) ? message.Notifications[index] : default;
        CommandWriter.WriteRcpt(output, message.Recipients[index], notification, ClientSession.NeedsUtf8(message));
    }
}
