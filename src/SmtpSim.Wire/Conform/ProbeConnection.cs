using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SmtpSim.Wire;

/// <summary>A connection of octets in and octets out, which TLS may come over. Nothing in it waits longer than it may.</summary>
internal sealed class ProbeConnection : IAsyncDisposable
{
    private const int BufferSize = 16384;

    /// <summary>The longest line taken from a server before it is given up: sixteen times what it may be.</summary>
    private const int LongestLine = 8192;

    private readonly Target _target;
    private readonly Socket _socket;
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _cancellation;
    private readonly byte[] _buffer = new byte[BufferSize];
    private Stream _stream;
    private int _start;
    private int _end;

    private ProbeConnection(Target target, Socket socket, TimeSpan timeout, CancellationToken cancellation)
    {
        (_target, _socket, _timeout, _cancellation) = (target, socket, timeout, cancellation);
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public SslProtocols TlsVersion => _stream is SslStream tls ? tls.SslProtocol : SslProtocols.None;

    /// <summary>Octets that came and were not read.</summary>
    public bool HasInput => _end > _start;

    public static async Task<ProbeConnection> OpenAsync(Target target, TimeSpan timeout, CancellationToken cancellation)
    {
        var failure = "";
        foreach (var address in target.Addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(timeout);
            try
            {
                await socket.ConnectAsync(address, target.Port, limit.Token).ConfigureAwait(false);
                return new ProbeConnection(target, socket, timeout, cancellation);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                cancellation.ThrowIfCancellationRequested();
                failure = e is SocketException refused ? WireWords.Of(refused.SocketErrorCode) : $"no connection within {timeout.TotalSeconds:0.#} s";
            }
        }
        throw new ServerGoneException(failure);
    }

    /// <summary>Begins TLS. What stands in the buffer was not under its protection and is dropped.</summary>
    /// <exception cref="ConformFailureException">The handshake failed.</exception>
    public async Task StartTlsAsync()
    {
        _start = _end = 0;
        // Whose certificate it is is no part of the protocol under test, and the servers tested here sign their own.
#pragma warning disable CA5359, MA0039
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359, MA0039
        using var limit = Limit();
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = _target.Host }, limit.Token).ConfigureAwait(false);
            _stream = tls;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            _cancellation.ThrowIfCancellationRequested();
            throw new ConformFailureException($"a TLS handshake that succeeds ({(e is OperationCanceledException ? "it never ended" : e.Message)})");
        }
    }

    /// <summary>Sends octets. A server that has gone shows where its reply is read.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        using var limit = Limit();
        try
        {
            await _stream.WriteAsync(octets, limit.Token).ConfigureAwait(false);
            await _stream.FlushAsync(limit.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The connection is closed: reading says so too, and what was said before it was.
        }
        catch (OperationCanceledException)
        {
            _cancellation.ThrowIfCancellationRequested();
            throw new ConformFailureException($"the server to read what is sent, within {_timeout.TotalSeconds:0.#} s");
        }
    }

    /// <summary>No more will be sent.</summary>
    public void ShutdownSend()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // It is closed already.
        }
    }

    /// <summary>Reads up to and with the next LF, or null when the connection ends before it.</summary>
    /// <exception cref="ConformFailureException">The line does not end: not in time, or never.</exception>
    public async Task<byte[]?> ReadLineAsync()
    {
        using var limit = Limit();
        var line = new List<byte>();
        while (line.Count < LongestLine)
        {
            var at = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            var taken = (at < 0 ? _end : at + 1) - _start;
            line.AddRange(_buffer.AsSpan(_start, taken));
            _start += taken;
            if (at >= 0)
                return [.. line];
            if (!await FillAsync(limit.Token).ConfigureAwait(false))
                return null;
        }
        throw new ConformFailureException($"a reply line that ends; {LongestLine} octets came without a line feed");
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<bool> FillAsync(CancellationToken limit)
    {
        try
        {
            (_start, _end) = (0, 0);
            _end = await _stream.ReadAsync(_buffer, limit).ConfigureAwait(false);
            return _end > 0;
        }
        catch (IOException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            _cancellation.ThrowIfCancellationRequested();
            throw new ConformFailureException($"a reply within {_timeout.TotalSeconds:0.#} s; none came");
        }
    }

    private CancellationTokenSource Limit()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        limit.CancelAfter(_timeout);
        return limit;
    }
}
