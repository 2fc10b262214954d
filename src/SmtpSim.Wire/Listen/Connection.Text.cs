using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <content>Message text: how fast it has to come, how much of it, and for how long.</content>
internal sealed partial class Connection
{
    /// <summary>When the text began that is being received, one chunk alone; -1 where none is.</summary>
    private long _textSince = -1;
    private long _textOctets;

    /// <summary>The same of a message's text as a whole, whose chunks are one.</summary>
    private long _messageSince = -1;
    private long _messageOctets;

    /// <summary>Reads until a reply is due, or until the message's text goes on for too long.</summary>
    private DialogueStep Advance(ReplyBuffer output, long now)
    {
        var step = _dialogue.Advance(_buffer.AsSpan(_start, _end - _start), output, now, out var consumed);
        _start += consumed;
        CountText(consumed, now);
        return step is DialogueStep.NeedInput or DialogueStep.Replied && IsTooLong(now) is { IsNone: false } refusal
            ? _dialogue.BreakOff(refusal, output, now)
            : step;
    }

    private Reply IsTooLong(long now) =>
        _messageSince < 0 ? Reply.None
        : _messageOctets > Core.MaxText ? WellKnownReplies.TooMuchText
        : now - _messageSince > Core.Options.TextTimeout.Ticks ? WellKnownReplies.TextTimeout
        : Reply.None;

    private void CountText(int consumed, long now)
    {
        if (!_dialogue.IsAmidText)
        {
            _textSince = _messageSince = -1;
            return;
        }
        if (_messageSince < 0)
            (_messageSince, _messageOctets) = (now, 0);
        _messageOctets += consumed;
        if (!_dialogue.ReceivesText)
            _textSince = -1;
        else if (_textSince < 0)
            (_textSince, _textOctets) = (now, 0);
        else
            _textOctets += consumed;
    }

    /// <summary>
    /// A client has the idle time-out for each command, whole, and not for each octet of it. For message text it has the idle time-out
    /// and what the least rate allows for what has come: neither a line nor a message can be dragged out for ever.
    /// </summary>
    private void SetDeadline(bool answered, long now)
    {
        var idle = Core.Live.Profile.IdleTimeout;
        if (_dialogue.ReceivesText && _textSince >= 0)
            Volatile.Write(ref _deadline, Math.Min(now + idle, _textSince + idle + _textOctets * TimeSpan.TicksPerSecond / Core.Options.MinimumRate));
        else if (answered)
            Volatile.Write(ref _deadline, now + idle);
    }
}
