using System.Net.Sockets;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <content>What happens when octets came or went.</content>
internal sealed partial class Connection
{
    private const long DrainTime = 2 * TimeSpan.TicksPerSecond;

    /// <summary>A client that nothing is said to any more may stay for so long.</summary>
    private const long DeafTime = TimeSpan.TicksPerHour;

    private const int MostDrained = 1 << 20;

    private int _drained;

    private void AfterReceive()
    {
        if (_mode is ConnectionMode.Closed or ConnectionMode.Tls)
            return;
        if (SocketError != SocketError.Success || BytesTransferred == 0)
        {
            Close();
            return;
        }
        switch (_mode)
        {
            case ConnectionMode.Reading:
                _end += BytesTransferred;
                Process();
                break;
            case ConnectionMode.Draining when (_drained += BytesTransferred) > MostDrained:
                Close();
                break;
            case ConnectionMode.Deaf when _policy.Health(Core.Clock.Now) == LiveFate.Reset:
                Abort("an outage has broken the session");
                break;
        }
    }

    private void AfterSend()
    {
        if (_mode != ConnectionMode.Sending)
            return;
        if (SocketError != SocketError.Success || BytesTransferred == 0)
        {
            Close();
            return;
        }
        _unsent = _unsent[BytesTransferred..];
        if (_unsent.Length > 0)
            return;
        Enter(_afterSending);
        if (_mode == ConnectionMode.Reading)
            Process();
    }

    /// <summary>Answers all that was received, as far as it goes at once.</summary>
    private void Process()
    {
        var now = Core.Clock.Now;
        var output = ReplyBuffer.OfThread;
        var answered = false;
        while (_mode == ConnectionMode.Reading)
        {
            var step = Advance(output, now);
            if (step == DialogueStep.NeedInput)
            {
                if (Send(output, ConnectionMode.Reading))
                    SetDeadline(answered, now);
                return;
            }
            answered = true;
            Follow(step, output, now);
            if (_start == _end && !_dialogue.OwesReply)
                return;
        }
    }

    private void Follow(DialogueStep step, ReplyBuffer output, long now)
    {
        switch (step)
        {
            case DialogueStep.Replied when output.Length < FullOutput && (_start < _end || _dialogue.OwesReply):
                break;
            case DialogueStep.Replied:
                if (Send(output, ConnectionMode.Reading))
                    SetDeadline(answered: true, now);
                break;
            case DialogueStep.Delayed:
                _held = output.Cut(_dialogue.Held);
                Send(output, ConnectionMode.Holding);
                break;
            case DialogueStep.Closed:
                SendLast(output.Written);
                break;
            case DialogueStep.Deaf:
                Send(output, ConnectionMode.Deaf);
                break;
            case DialogueStep.StartTls:
                Send(output, ConnectionMode.StartingTls);
                break;
            default:
                Abort(reason: null);
                break;
        }
    }

    private bool Send(ReplyBuffer output, ConnectionMode then)
    {
        var sent = Send(output.Written, then);
        output.Clear();
        return sent;
    }

    /// <summary>Sends what the socket takes at once and leaves the rest for later.</summary>
    /// <returns>Whether all was sent.</returns>
    private bool Send(ReadOnlySpan<byte> octets, ConnectionMode then)
    {
        var sent = 0;
        if (!octets.IsEmpty)
        {
            sent = _socket.Send(octets, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                Close();
                return false;
            }
            sent = Math.Max(sent, 0);
        }
        if (sent == octets.Length)
        {
            Enter(then);
            return true;
        }
        _unsent = octets[sent..].ToArray();
        _afterSending = then;
        Enter(ConnectionMode.Sending);
        return false;
    }

    /// <summary>Sends the last reply. What the client has sent and nobody has read would turn the close into a reset that destroys it.</summary>
    private void SendLast(ReadOnlySpan<byte> octets)
    {
        var hasUnread = _start < _end || _end == _buffer.Length || _dialogue.LastReply.Code == 421;
        Send(octets, hasUnread ? ConnectionMode.Draining : ConnectionMode.Closing);
    }

    private void Enter(ConnectionMode mode)
    {
        _mode = mode;
        switch (mode)
        {
            case ConnectionMode.Holding:
                Volatile.Write(ref _deadline, long.MaxValue);
                Core.Alarms.Set(this, _dialogue.Departure);
                break;
            case ConnectionMode.Sending:
                Volatile.Write(ref _deadline, Core.Clock.Now + Core.Live.Profile.IdleTimeout);
                break;
            case ConnectionMode.Deaf:
                (_start, _end) = (0, 0);
                Volatile.Write(ref _deadline, Core.Clock.Now + DeafTime);
                break;
            case ConnectionMode.Draining:
                (_start, _end) = (0, 0);
                Volatile.Write(ref _deadline, Core.Clock.Now + DrainTime);
                Shutdown();
                break;
            case ConnectionMode.StartingTls:
                BeginTls();
                break;
            case ConnectionMode.Closing:
                Close();
                break;
        }
    }
}
