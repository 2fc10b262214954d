using System.Net.Sockets;
using System.Text;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>
/// A real client's connection: moves octets between its socket and its <see cref="Dialogue"/>. One operation of the socket is under way
/// at a time, and the connection is itself that operation's argument, so a command costs no allocation and no task.
/// </summary>
internal sealed partial class Connection : SocketAsyncEventArgs
{
    /// <summary>Rounds without a pause, so that one busy client does not keep the others from being served.</summary>
    private const int MostRounds = 64;

    /// <summary>Replies to a group of commands are sent together, up to so many octets.</summary>
    private const int FullOutput = 16 * 1024;

    private readonly Listener _listener;
    private readonly Socket _socket;
    private readonly Dialogue _dialogue;
    private readonly ScenarioPolicy _policy;
    private readonly EventTeller? _log;
    private readonly Lock _gate = new();
    private byte[] _buffer;
    private int _start;
    private int _end;
    private ConnectionMode _mode = ConnectionMode.Reading;
    private byte[] _unsent = [];
    private ConnectionMode _afterSending;
    private byte[] _held = [];
    private bool _isPending;
    private bool _isQueued;
    private long _deadline;

    public Connection(Listener listener, Socket socket, long number, string peer)
        : base(true) // no execution context flows: nothing here looks at it
    {
        (_listener, _socket, Number, Peer) = (listener, socket, number, peer);
        Core = listener.Core;
        if (Core.Options.OnEvent is { } sink)
            _log = new EventTeller(number, sink);
        Opened = Core.Clock.Now;
        _deadline = Opened + Core.Live.Profile.IdleTimeout;
        LiveSession session;
        lock (Core.Gate)
            session = Core.Live.Connect(Encoding.ASCII.GetBytes(peer));
        _policy = new ScenarioPolicy(Core, session, Core.Options.Store?.MessagesOf(listener.Name, Peer, _log));
        _dialogue = new Dialogue(_policy, listener.Offer, listener.Texts, _log);
        _buffer = BufferPool.Rent();
    }

    public ListenerCore Core { get; }

    /// <summary>Number of the session, from 1.</summary>
    public long Number { get; }

    /// <summary>The client's address, without the port.</summary>
    public string Peer { get; }

    /// <summary>Tick at which it was taken.</summary>
    public long Opened { get; }

    /// <summary>Where it stands in the listener's list.</summary>
    public int Place { get; set; }

    /// <summary>Tick at which something has to be done about it; read without the lock.</summary>
    public long Deadline => Volatile.Read(ref _deadline);

    /// <summary>Greets the client and serves it, unless it has to wait.</summary>
    public void Begin() => Guard(static connection =>
    {
        connection._log?.Connect(connection.Opened, connection.Peer);
        if (connection.IsAdmitted())
            connection.Greet(connection.Opened);
    });

    /// <summary>The reply that was held leaves now.</summary>
    public void Release() => Guard(static connection => connection.SendHeld());

    public SessionView View()
    {
        lock (_gate)
            return new SessionView(Number, Peer, Opened, _dialogue.State, _dialogue.LastVerb, _dialogue.LastReply, _dialogue.Messages, _mode == ConnectionMode.Holding);
    }

    protected override void OnCompleted(SocketAsyncEventArgs e) => Guard(static connection => connection.Continue());

    /// <summary>The threads that come here serve all connections: a fault of ours may end one of them, and not the process.</summary>
    private void Guard(Action<Connection> act)
    {
        lock (_gate)
        {
            try
            {
                act(this);
            }
#pragma warning disable CA1031 // Whatever it is, the connection does not survive it.
            catch (Exception bug)
#pragma warning restore CA1031
            {
                Abort(bug.ToString());
            }
        }
    }

    private void SendHeld()
    {
        if (_mode != ConnectionMode.Holding)
            return;
        _mode = ConnectionMode.Reading;
        var held = _held;
        _held = [];
        if (_dialogue.State == ServerState.Closed)
            SendLast(held);
        else if (Send(held, AfterHeld) && _mode == ConnectionMode.Reading)
            Process();
        Run();
    }

    private ConnectionMode AfterHeld =>
        _dialogue.FallsSilent ? ConnectionMode.Deaf : _dialogue.WantsTls ? ConnectionMode.StartingTls : ConnectionMode.Reading;

    private void Continue()
    {
        _isPending = false;
        if (_mode == ConnectionMode.Closed)
            GiveBack();
        else if (LastOperation == SocketAsyncOperation.Send)
            AfterSend();
        else
            AfterReceive();
        Run();
    }

    /// <summary>Starts the next operation of the socket, unless one is under way; those that complete at once go on here.</summary>
    private void Run()
    {
        if (_isPending || _isQueued)
            return;
        for (var round = 0; round < MostRounds; round++)
        {
            if (_mode == ConnectionMode.Sending)
            {
                SetBuffer(_unsent, 0, _unsent.Length);
                _isPending = _socket.SendAsync(this);
                if (_isPending)
                    return;
                AfterSend();
            }
            else if (_mode is ConnectionMode.Reading or ConnectionMode.Deaf or ConnectionMode.Draining)
            {
                MakeRoom();
                SetBuffer(_buffer, _end, _buffer.Length - _end);
                _isPending = _socket.ReceiveAsync(this);
                if (_isPending)
                    return;
                AfterReceive();
            }
            else
            {
                return;
            }
        }
        _isQueued = true;
        ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.Guard(static it => it.RunOn()), this, preferLocal: false);
    }

    private void RunOn()
    {
        _isQueued = false;
        Run();
    }

    /// <summary>An incomplete line moves to the front; one that is longer than a small buffer, and text that fills it, get a large one.</summary>
    private void MakeRoom()
    {
        var rest = _end - _start;
        var isText = _dialogue.ReceivesText;
        var isSmall = _buffer.Length == BufferPool.Small;
        var from = _buffer;
        if (isSmall && _end == from.Length && (isText || rest == from.Length))
            _buffer = BufferPool.RentLarge();
        else if (!isSmall && !isText && rest <= BufferPool.Small / 2)
            _buffer = BufferPool.Rent();
        else if (rest > 0 && _end < from.Length)
            return;
        from.AsSpan(_start, rest).CopyTo(_buffer);
        (_start, _end) = (0, rest);
        if (from != _buffer)
            BufferPool.Return(from);
    }
}

/// <summary>What a connection is doing.</summary>
internal enum ConnectionMode : byte
{
    /// <summary>Waits for commands or text.</summary>
    Reading,

    /// <summary>Waits in the server's backlog to be greeted.</summary>
    Waiting,

    /// <summary>Waits for the client to take replies.</summary>
    Sending,

    /// <summary>Holds a reply that leaves later.</summary>
    Holding,

    /// <summary>Takes what comes and answers nothing.</summary>
    Deaf,

    /// <summary>The last reply is sent; waits for the client to close, so that no reset overtakes the reply.</summary>
    Draining,

    /// <summary>The same inside TLS, where nothing of this socket's own is under way.</summary>
    DrainingTls,

    /// <summary>TLS: the socket belongs to the stream.</summary>
    Tls,

    /// <summary>TLS is to begin once 220 is sent.</summary>
    StartingTls,

    /// <summary>To be closed once all is sent.</summary>
    Closing,

    Closed,
}
