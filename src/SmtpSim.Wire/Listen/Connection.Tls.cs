using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <content>The session inside TLS (RFC 3207): the same dialogue over a stream.</content>
internal sealed partial class Connection
{
    /// <summary>A session that holds a reply looks so often whether it is over.</summary>
    private const long LongestNap = TimeSpan.TicksPerSecond / 4;

    private SslStream? _stream;
    private bool _isReadingTls;

    /// <summary>The stream may be writing into the buffer, on a thread of its own and for a while after the connection is closed.</summary>
    private bool _isInTls;

    private bool _isDeafTls;

    /// <summary>A reply waits for its time to leave.</summary>
    private bool _isHoldingTls;

    /// <summary>The listener stops: that reply leaves at once, and 421 behind it.</summary>
    private volatile bool _endsAfterHeld;

    /// <summary>Everything received before the handshake is thrown away: whoever sent it, it was not protected (RFC 3207 section 4.2).</summary>
    private void BeginTls()
    {
        _mode = ConnectionMode.Tls;
        _isInTls = true;
        (_start, _end) = (0, 0);
        Volatile.Write(ref _deadline, Core.Clock.Now + Core.Options.HandshakeTimeout.Ticks);
        ThreadPool.UnsafeQueueUserWorkItem(static connection => _ = connection.RunTlsAsync(), this, preferLocal: false);
    }

    private async Task RunTlsAsync()
    {
        try
        {
            _socket.Blocking = true; // as far as the stream is concerned; nothing here blocks
            using var network = new NetworkStream(_socket, ownsSocket: false);
            using var stream = new SslStream(network);
            _stream = stream;
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = Core.Certificate, AllowRenegotiation = false }).ConfigureAwait(false);
            lock (_gate)
            {
                _dialogue.TlsEstablished();
                _log?.Tls(Core.Clock.Now, $"{stream.SslProtocol} {stream.NegotiatedCipherSuite}");
                SetDeadline(answered: true, Core.Clock.Now);
            }
            await ServeTlsAsync(stream).ConfigureAwait(false);
            await DrainTlsAsync(network).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // As in OnCompleted: whatever goes wrong here ends this connection alone.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (e is not (IOException or SocketException or ObjectDisposedException))
                _log?.Tls(Core.Clock.Now, "", e is AuthenticationException ? "the handshake failed: " + e.Message : e.ToString());
        }
        finally
        {
            lock (_gate)
                EndTls();
        }
    }

    /// <summary>Nothing reads any more: now the buffer may serve another connection.</summary>
    private void EndTls()
    {
        try
        {
            Close();
        }
        finally
        {
            _isInTls = false;
            GiveBack();
        }
    }

    private async Task ServeTlsAsync(SslStream stream)
    {
        var output = new ReplyBuffer();
        while (true)
        {
            Memory<byte> room;
            lock (_gate)
            {
                if (_mode == ConnectionMode.Closed)
                    return;
                MakeRoom();
                room = _buffer.AsMemory(_end);
                _isReadingTls = true;
            }
            var read = await stream.ReadAsync(room).ConfigureAwait(false);
            lock (_gate)
            {
                if (read == 0 || !_isReadingTls)
                    return;
                _isReadingTls = false;
                _end += read;
            }
            if (!await AnswerTlsAsync(stream, output).ConfigureAwait(false))
                return;
        }
    }

    /// <summary>Answers all that was received.</summary>
    /// <returns>False when the session is over.</returns>
    private async Task<bool> AnswerTlsAsync(SslStream stream, ReplyBuffer output)
    {
        while (true)
        {
            DialogueStep step;
            byte[] held = [];
            lock (_gate)
            {
                if (_mode == ConnectionMode.Closed)
                    return false;
                var now = Core.Clock.Now;
                step = _isDeafTls ? SwallowTls(now) : AdvanceTls(output, now);
                if (step == DialogueStep.Reset)
                    Abort(reason: null);
                else if (step == DialogueStep.Delayed)
                    (held, _deadline, _isHoldingTls) = (output.Cut(_dialogue.Held), long.MaxValue, true);
                else if (step == DialogueStep.Deaf)
                    _isDeafTls = true;
            }
            if (output.Length > 0 && (step != DialogueStep.Replied || output.Length >= FullOutput || _start == _end))
            {
                await stream.WriteAsync(output.WrittenMemory).ConfigureAwait(false);
                output.Clear();
            }
            switch (step)
            {
                case DialogueStep.NeedInput:
                    return true;
                case DialogueStep.Delayed:
                    await WaitForDepartureAsync().ConfigureAwait(false);
                    Volatile.Write(ref _deadline, Core.Clock.Now + Core.Live.Profile.IdleTimeout); // the client has to take it
                    var ends = EndHolding(output);
                    await stream.WriteAsync(held).ConfigureAwait(false);
                    if (ends)
                        await stream.WriteAsync(output.WrittenMemory).ConfigureAwait(false);
                    if (_dialogue.State == Protocol.ServerState.Closed)
                        goto case DialogueStep.Closed;
                    _isDeafTls |= _dialogue.FallsSilent;
                    break;
                case DialogueStep.Closed:
                    BeginDraining();
                    await CloseTlsAsync(stream).ConfigureAwait(false);
                    return false;
                case DialogueStep.Reset:
                    return false;
            }
        }
    }

    /// <summary>The reply that was held leaves.</summary>
    /// <returns>Whether 421 follows it, which is then in <paramref name="output"/>.</returns>
    private bool EndHolding(ReplyBuffer output)
    {
        lock (_gate)
        {
            _isHoldingTls = false;
            if (!_endsAfterHeld || _mode == ConnectionMode.Closed || _dialogue.State == Protocol.ServerState.Closed)
                return false;
            _dialogue.Shutdown(output, Core.Clock.Now);
            return true;
        }
    }

    private async Task WaitForDepartureAsync()
    {
        for (var left = _dialogue.Departure - Core.Clock.Now; left > 0 && !_endsAfterHeld && _mode != ConnectionMode.Closed; left = _dialogue.Departure - Core.Clock.Now)
            await Task.Delay(TimeSpan.FromTicks(Math.Min(left, LongestNap)) + TimeSpan.FromMilliseconds(1)).ConfigureAwait(false);
    }

    private DialogueStep AdvanceTls(ReplyBuffer output, long now)
    {
        var step = Advance(output, now);
        SetDeadline(step != DialogueStep.NeedInput, now);
        return step;
    }

    private DialogueStep SwallowTls(long now)
    {
        (_start, _end) = (0, 0);
        return _policy.Health(now) == LiveFate.Reset ? DialogueStep.Reset : DialogueStep.NeedInput;
    }

    /// <summary>Says 421 while the stream waits for the client, or behind a reply that is held; while it writes there is no way.</summary>
    private void SayLastInTls(long now, bool idle)
    {
        if (_isHoldingTls && !idle && !_isDeafTls)
        {
            _endsAfterHeld = true;
            return;
        }
        if (!_isReadingTls || _isDeafTls || _stream is not { } stream)
        {
            Abort(reason: null);
            return;
        }
        _isReadingTls = false;
        var output = new ReplyBuffer();
        if (idle)
            _dialogue.TimeOut(output, now);
        else
            _dialogue.Shutdown(output, now);
        BeginDraining();
        _ = SendLastInTlsAsync(stream, output);
    }

    private async Task SendLastInTlsAsync(SslStream stream, ReplyBuffer output)
    {
        try
        {
            await stream.WriteAsync(output.WrittenMemory).ConfigureAwait(false);
            await CloseTlsAsync(stream).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The client was faster.
        }
    }
}
