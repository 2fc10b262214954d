using System.Net;
using System.Net.Sockets;

namespace SmtpSim.Wire;

/// <summary>
/// A connection of a live fleet. It is used for one session after the other, each with a socket of its own, and does nothing by
/// itself: <see cref="FleetRun"/> holds its lock whenever anything here is called or read.
/// </summary>
internal sealed class FleetConnection : IDisposable
{
    /// <summary>Octets of input kept at a time; a line of a reply must have room in it.</summary>
    public const int InputSize = 4096;

    private readonly FleetRun _run;
    private readonly SocketAsyncEventArgs _receiving = new();
    private readonly SocketAsyncEventArgs _sending = new();
    private readonly byte[] _input = GC.AllocateUninitializedArray<byte>(InputSize, pinned: true);
    private Socket? _socket;
    private FleetTls? _tls;
    private SocketError _error;
    private int _buffered;
    private int _pending;
    private bool _isSending;
    private bool _sendsInTls;
    private bool _isBroken;
    private uint _taken;
    private uint _seenTaken;
    private long _seenAt;

    public FleetConnection(FleetRun run, FleetDialogue dialogue)
    {
        _run = run;
        Dialogue = dialogue;
        _receiving.Completed += (_, _) => _run.OnReceived(this);
        _sending.Completed += (_, _) => _run.OnSent(this);
    }

    public FleetDialogue Dialogue { get; }

    public Model.FleetSession Session { get; private set; }

    /// <summary>Whose session it is.</summary>
    public int Client { get; private set; }

    public bool IsOpen => _socket is not null;

    public bool IsConnected { get; private set; }

    /// <summary>The TLS handshake is under way: nothing else may be.</summary>
    public bool IsSecuring { get; private set; }

    /// <summary>Whether it waits to be flushed.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Closed, and nothing of the socket is under way any more: may serve another session.</summary>
    public bool IsIdle => _socket is null && _pending == 0;

    /// <summary>What the connection failed of, when it did not come to be.</summary>
    public SocketError Error => _socket is null ? _error : _receiving.SocketError;

    /// <summary>Asks for a connection.</summary>
    /// <returns>Whether the answer will come later; else it is there.</returns>
    public bool Connect(Model.FleetSession session, int client, IPEndPoint target, Model.ClientGroup group, bool mayPipeline)
    {
        (Session, Client) = (session, client);
        Dialogue.Reset(group, mayPipeline);
        (_buffered, _isSending, _isBroken, IsConnected, IsSecuring) = (0, false, false, false, false);
        try
        {
            _socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _receiving.RemoteEndPoint = target;
            _receiving.SetBuffer(null, 0, 0);
            return Note(_socket.ConnectAsync(_receiving));
        }
        catch (SocketException e)
        {
            // The process may have no more open files.
            _error = e.SocketErrorCode;
            Close();
            return false;
        }
    }

    /// <summary>The connection stands.</summary>
    public void Connected() => IsConnected = true;

    /// <summary>Begins the TLS handshake. What came before it is thrown away: whoever sent it, it was not protected (RFC 3207 section 6).</summary>
    /// <returns>Whether it will be over later; else it is.</returns>
    public bool Secure(string host, bool verifies)
    {
        (_buffered, IsSecuring) = (0, true);
        try
        {
            _tls = new FleetTls(_socket!, () => _run.OnReceived(this), () => _run.OnSent(this));
            return Note(_tls.Begin(host, verifies));
        }
        catch (IOException)
        {
            return false; // lost meanwhile
        }
    }

    /// <summary>The handshake is over.</summary>
    /// <param name="trouble">Why there is no TLS.</param>
    /// <returns>Whether there is.</returns>
    public bool Secured(out string? trouble)
    {
        IsSecuring = false;
        trouble = _tls is null ? "the connection was lost" : _tls.Trouble;
        if (trouble is null)
            Dialogue.Secured();
        return trouble is null;
    }

    /// <summary>Asks for octets.</summary>
    /// <returns>Whether they will come later; else they are there.</returns>
    public bool Receive()
    {
        if (_tls is not null)
            return Note(_tls.Receive(_input.AsMemory(_buffered)));
        _receiving.SetBuffer(_input, _buffered, InputSize - _buffered);
        return Note(_socket!.ReceiveAsync(_receiving));
    }

    /// <summary>Octets have come, or the end has.</summary>
    /// <returns>What was not consumed before and what came; empty at the end or when the connection failed.</returns>
    public ReadOnlySpan<byte> Received()
    {
        var count = _tls is not null ? _tls.Received
            : _receiving.SocketError == SocketError.Success ? _receiving.BytesTransferred
            : 0;
        return count == 0 ? [] : _input.AsSpan(0, _buffered += count);
    }

    /// <summary>The rest of what came is kept for later.</summary>
    public void Keep(ReadOnlySpan<byte> rest)
    {
        rest.CopyTo(_input);
        _buffered = rest.Length;
    }

    /// <summary>What came and was not consumed.</summary>
    public ReadOnlySpan<byte> Kept => _input.AsSpan(0, _buffered);

    /// <summary>Sends what waits, as far as the system takes it now.</summary>
    /// <returns>Octets that went at once.</returns>
    public long Flush()
    {
        var sent = 0L;
        while (_socket is not null && !_isSending && !_isBroken && !IsSecuring && (Dialogue.Output.Length > 0 || Dialogue.Continue()))
        {
            if (Note(SendWaiting()))
            {
                _isSending = true;
                break;
            }

            sent += Sent();
        }

        return sent;
    }

    /// <summary>Something that was to be sent has gone.</summary>
    /// <returns>How many octets.</returns>
    public long Sent()
    {
        _isSending = false;
        _taken++;
        var count = _sendsInTls ? _tls?.Sent ?? 0
            : _sending.SocketError == SocketError.Success ? _sending.BytesTransferred
            : 0;
        // What the server said before it closed is still to be read: there the end shows.
        _isBroken = count == 0;
        Dialogue.Output.Consume(count);
        return count;
    }

    /// <summary>For how long nothing of what is being sent was taken, as far as earlier calls have seen.</summary>
    /// <param name="now">Tick; the answer is in ticks too.</param>
    public long StallsFor(long now)
    {
        if (_isSending && _seenTaken == _taken)
            return now - _seenAt;
        // A send that is over counts at once; one under way is another from its second look on.
        _seenTaken = _isSending ? _taken : _taken - 1;
        _seenAt = now;
        return 0;
    }

    /// <summary>An operation that was under way is over.</summary>
    public void Completed() => _pending--;

    public void Close()
    {
        if (_tls is not null)
            _tls.Dispose();
        else
            _socket?.Dispose();
        (_tls, _socket) = (null, null);
    }

    public void Dispose()
    {
        Close();
        _receiving.Dispose();
        _sending.Dispose();
    }

    private bool SendWaiting()
    {
        _sendsInTls = _tls is not null;
        if (_tls is not null)
            return _tls.Send(Dialogue.Output.Waiting);
        _sending.SetBuffer(Dialogue.Output.Waiting);
        return _socket!.SendAsync(_sending);
    }

    private bool Note(bool isPending)
    {
        if (isPending)
            _pending++;
        return isPending;
    }
}
