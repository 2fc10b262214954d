using System.Buffers;
using System.Net.Sockets;
using SmtpSim.Model;

namespace SmtpSim.Wire;

/// <content>How a connection ends, for which there are many reasons.</content>
internal sealed partial class Connection
{
    /// <summary>Looks whether its time is over or an outage has broken it.</summary>
    public void Look() => Guard(static connection => connection.Look(connection.Core.Clock.Now));

    /// <summary>The listener stops: 421 to the client, after a reply that was held.</summary>
    public void Stop() => Guard(static connection => connection.Stop(connection.Core.Clock.Now));

    private void Look(long now)
    {
        if (_mode == ConnectionMode.Closed)
            return;
        if (_mode is ConnectionMode.Reading or ConnectionMode.Holding or ConnectionMode.Sending or ConnectionMode.Tls && !_isDeafTls
            && _policy.Health(now) is var health && health != LiveFate.Send)
        {
            if (health == LiveFate.Reset)
                Abort("an outage has broken the session");
            else
                GoDeaf();
            return;
        }
        if (now < _deadline)
            return;
        if (_mode == ConnectionMode.Reading)
            SayLast(now, idle: true);
        else if (_mode == ConnectionMode.Tls)
            SayLastInTls(now, idle: true);
        else if (_mode is ConnectionMode.Draining or ConnectionMode.DrainingTls)
            Close();
        else
            Abort(_mode == ConnectionMode.Sending ? "the client takes no replies" : "the client has waited long enough");
    }

    private void Stop(long now)
    {
        if (_mode is ConnectionMode.Reading or ConnectionMode.Holding)
            SayLast(now, idle: false);
        else if (_mode == ConnectionMode.Tls)
            SayLastInTls(now, idle: false);
        else if (_mode is not (ConnectionMode.Draining or ConnectionMode.DrainingTls or ConnectionMode.Closed))
            Abort("the server stops");
        Run();
    }

    /// <summary>Ends it without another word.</summary>
    public void Abort(string? reason)
    {
        lock (_gate)
        {
            if (_mode == ConnectionMode.Closed)
                return;
            if (reason is not null)
                _log?.Reset(Core.Clock.Now, reason);
            try
            {
                _socket.LingerState = new LingerOption(enable: true, seconds: 0); // RST
            }
            catch (SocketException)
            {
                // The client was faster, and there is nothing left to reset.
            }
            Close();
        }
    }

    /// <summary>There are as many connections as there may be.</summary>
    public void Refuse() => Guard(static connection =>
    {
        var output = ReplyBuffer.OfThread;
        connection._log?.Connect(connection.Opened, connection.Peer);
        connection._dialogue.Shutdown(output, connection.Opened);
        connection.SendNow(output.Written);
        connection.Close();
    });

    /// <summary>The buffer may serve another connection, now that no operation has it.</summary>
    private void GiveBack()
    {
        if (_buffer.Length > 0)
            BufferPool.Return(_buffer);
        _buffer = [];
    }

    private void SayLast(long now, bool idle)
    {
        var output = ReplyBuffer.OfThread;
        if (_dialogue.State == Protocol.ServerState.Closed)
        {
            SendNow(_held);
            return;
        }
        if (_held.Length > 0)
            output.Write(_held);
        if (idle)
            _dialogue.TimeOut(output, now);
        else
            _dialogue.Shutdown(output, now);
        SendNow(output.Written);
    }

    /// <summary>Sends last words while another operation may be under way: all at once or not at all.</summary>
    private void SendNow(ReadOnlySpan<byte> octets)
    {
        var sent = _socket.Send(octets, SocketFlags.None, out var error);
        if (error != SocketError.Success || sent < octets.Length)
            Abort(reason: null);
        else
            Enter(ConnectionMode.Draining);
    }

    private void GoDeaf()
    {
        if (_mode == ConnectionMode.Tls)
        {
            _isDeafTls = true;
            Volatile.Write(ref _deadline, Core.Clock.Now + DeafTime);
            return;
        }
        Enter(ConnectionMode.Deaf);
        Run(); // one that held a reply has no operation under way that would see the client close
    }

    private void Shutdown()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The client was faster.
        }
    }

    /// <summary>Whatever happens in it, the descriptor and the place in the table are given up.</summary>
    private void Close()
    {
        if (_mode == ConnectionMode.Closed)
            return;
        _mode = ConnectionMode.Closed;
        try
        {
            _policy.End();
            _log?.Close(Core.Clock.Now);
        }
        finally
        {
            _socket.Dispose();
            Dispose();
            _listener.Remove(this);
            if (!_isPending && !_isInTls)
                GiveBack();
        }
    }
}
