using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>One session over TCP from the connection to its end, with its transcript. What is said is <see cref="ClientConversation"/>'s affair.</summary>
public sealed class SendSession
{
    /// <summary>Each block of a message has a time-out of its own (RFC 5321 section 4.5.3.2.5).</summary>
    private const int BlockSize = 64 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private readonly SendRequest _request;
    private readonly ClientSession _session;
    private readonly ClientConversation _conversation;
    private readonly SessionTranscript _transcript = new();
    private readonly FateTexts _fates;
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly byte[] _input = new byte[16 * 1024];
    private readonly Stopwatch _watch = new();
    private ReplyParser _replies;
    private int _buffered;
    private long _awaitedSince;
    private string? _rejected;

    private SendSession(SendRequest request)
    {
        _request = request;
        _session = new ClientSession(request.Messages, request.Options);
        _conversation = new ClientConversation(request.Domain, _session);
        _fates = new FateTexts(_session, request.Messages);
    }

    private SimTime Now => new(_watch.Elapsed.Ticks);

    /// <summary>Sends the messages. Whatever a server does ends in a result.</summary>
    /// <param name="request">What and how.</param>
    /// <param name="interrupt">Stops, with the transcript so far.</param>
    public static async Task<SendResult> RunAsync(SendRequest request, CancellationToken interrupt)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await new SendSession(request).RunAsync(interrupt).ConfigureAwait(false);
    }

    private async Task<SendResult> RunAsync(CancellationToken interrupt)
    {
        _watch.Start();
        EndPoint? peer = null;
        var end = SendEnd.Unreachable;
        try
        {
            using var socket = await ConnectAsync(interrupt).ConfigureAwait(false);
            if (socket is not null)
            {
                peer = socket.RemoteEndPoint;
                _session.OnConnected();
                var stream = new NetworkStream(socket);
                await using (stream.ConfigureAwait(false))
                    end = await ConverseAsync(stream, interrupt).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            end = SendEnd.Interrupted;
            _transcript.Add(Now, TraceKind.Reset, "interrupted", _session.Phase);
        }

        return new SendResult(end, peer?.ToString(), _fates.Conclude(), _transcript.Lines);
    }

    /// <summary>Tries each address in turn, as RFC 5321 section 5.1 has it for a host with several.</summary>
    private async Task<Socket?> ConnectAsync(CancellationToken interrupt)
    {
        foreach (var address in _request.Target.Addresses)
        {
            var peer = new IPEndPoint(address, _request.Target.Port);
            _transcript.Add(Now, TraceKind.Connect, $"connect to {peer}", Phase.ConnectionEstablishment);
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
            deadline.CancelAfter(_request.Timeout ?? ConnectTimeout);
            try
            {
                await socket.ConnectAsync(peer, deadline.Token).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException e)
            {
                socket.Dispose();
                _transcript.Add(Now, TraceKind.Refused, WireWords.Of(e.SocketErrorCode), Phase.ConnectionEstablishment);
            }
            catch (OperationCanceledException)
            {
                socket.Dispose();
                interrupt.ThrowIfCancellationRequested();
                _transcript.Add(Now, TraceKind.TimedOut, $"no connection after {WireWords.Of(_request.Timeout ?? ConnectTimeout)}", Phase.ConnectionEstablishment);
            }
        }

        return null;
    }

    /// <summary>Reads replies and sends what follows from each, until the session is closed.</summary>
    private async Task<SendEnd> ConverseAsync(Stream stream, CancellationToken interrupt)
    {
        _awaitedSince = _watch.ElapsedMilliseconds;
        while (true)
        {
            // One reply must be whole in time: a server that sends an octet now and then is late all the same.
            var timeout = _request.Timeout ?? Rfc5321Timeouts.Of(_session.State);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
            deadline.CancelAfter(Math.Max(0, (int)timeout.TotalMilliseconds - (int)(_watch.ElapsedMilliseconds - _awaitedSince)));
            try
            {
                var count = await stream.ReadAsync(_input.AsMemory(_buffered), deadline.Token).ConfigureAwait(false);
                if (count == 0)
                    return Lose("the server closed the connection");
                _buffered += count;
                while (TryReadReply(out var end))
                {
                    if (end is { } over)
                        return over;
                    if (_conversation.WantsTls)
                    {
                        stream = await StartTlsAsync(stream, deadline.Token).ConfigureAwait(false);
                        break;
                    }

                    await WriteAsync(stream, interrupt).ConfigureAwait(false);
                }

                if (_output.WrittenCount > 0)
                    await WriteAsync(stream, interrupt).ConfigureAwait(false);
            }
            catch (AuthenticationException e)
            {
                _transcript.Add(Now, TraceKind.Reset, "no TLS: " + (_rejected ?? e.InnerException?.Message ?? e.Message), _session.Phase);
                _session.OnConnectionLost();
                return SendEnd.TlsFailed;
            }
            catch (IOException e)
            {
                return Lose(e.InnerException is SocketException inner ? WireWords.Of(inner.SocketErrorCode) : e.Message);
            }
            catch (TimeoutException e)
            {
                _transcript.Add(Now, TraceKind.TimedOut, e.Message, _session.Phase);
                _session.OnTimedOut();
                return SendEnd.TimedOut;
            }
            catch (OperationCanceledException)
            {
                interrupt.ThrowIfCancellationRequested();
                _transcript.Add(Now, TraceKind.TimedOut, $"no reply after {WireWords.Of(timeout)}", _session.Phase);
                _session.OnTimedOut();
                return SendEnd.TimedOut;
            }
        }
    }

    /// <summary>Sends what is to be sent. That it can't be sent shows when the reply is read: the server may have said why.</summary>
    /// <exception cref="TimeoutException">A block was not taken in time.</exception>
    private async Task WriteAsync(Stream stream, CancellationToken interrupt)
    {
        var timeout = _request.Timeout ?? Rfc5321Timeouts.DataBlock;
        try
        {
            for (var rest = _output.WrittenMemory; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, BlockSize)..])
            {
                using var deadline = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
                deadline.CancelAfter(timeout);
                await stream.WriteAsync(rest[..Math.Min(rest.Length, BlockSize)], deadline.Token).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
        }
        catch (OperationCanceledException e) when (!interrupt.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing of what was sent was taken for {WireWords.Of(timeout)}", e);
        }

        _output.ResetWrittenCount();
        _awaitedSince = _watch.ElapsedMilliseconds;
    }

    /// <summary>Does the TLS handshake. What the server sent before it is thrown away (RFC 3207 section 6).</summary>
    private async Task<Stream> StartTlsAsync(Stream stream, CancellationToken deadline)
    {
        _buffered = 0;
        _replies = default;
        var trouble = SslPolicyErrors.None;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = _request.Target.Host,
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                {
                    trouble = errors;
                    if (errors == SslPolicyErrors.None || !_request.VerifiesCertificate)
                        return true;
                    _rejected = WireWords.Of(certificate, errors);
                    return false;
                },
            },
            deadline).ConfigureAwait(false);
        _transcript.Add(Now, TraceKind.Connect, $"{WireWords.Of(tls.SslProtocol)}, {WireWords.Of(tls.RemoteCertificate, trouble)}", _session.Phase);
        _conversation.TlsEstablished(_output);
        _transcript.Send(Now, _output.WrittenSpan, _session.State);
        return tls;
    }

    /// <summary>Takes a reply from what was read, and has written to the output what follows from it.</summary>
    /// <returns>False when there is no whole reply.</returns>
    private bool TryReadReply(out SendEnd? end)
    {
        end = null;
        var rest = _input.AsSpan(0, _buffered);
        while (true)
        {
            _replies.LineLimit = _session.State == ClientState.AuthSent ? LineLimits.Auth : LineLimits.Reply;
            var found = _replies.TryRead(rest, out var line, out var consumed);
            if (found == ReplyParse.NeedMore)
            {
                Keep(rest);
                return false;
            }

            if (found >= ReplyParse.BadSyntax)
            {
                _transcript.Add(Now, TraceKind.Reset, WireWords.Of(found), _session.Phase, WireWords.Quote(rest));
                _session.OnConnectionLost();
                end = SendEnd.NotSmtp;
                return true;
            }

            var text = _transcript.Receive(Now, rest[..(consumed - 2)], line, found == ReplyParse.Complete, _session.Phase);
            _conversation.Receive(rest[..consumed], _output);
            rest = rest[consumed..];
            if (text is null)
                continue;
            Keep(rest);
            _fates.Note(text, line.Reply);
            Follow(line.Reply, out end);
            return true;
        }
    }

    private void Follow(Reply reply, out SendEnd? end)
    {
        end = null;
        if (_session.State == ClientState.Closed)
        {
            end = reply.Code == 421 ? SendEnd.ServiceClosing : SendEnd.Completed;
            return;
        }

        if (_session.State == ClientState.MailSent)
            _transcript.Message = _fates.MessageNumber;
        _transcript.Send(Now, _output.WrittenSpan, _session.State);
    }

    private SendEnd Lose(string text)
    {
        _transcript.Add(Now, TraceKind.Reset, text, _session.Phase);
        _session.OnConnectionLost();
        return SendEnd.ConnectionLost;
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        rest.CopyTo(_input);
        _buffered = rest.Length;
    }
}
