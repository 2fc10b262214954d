namespace SmtpSim.Protocol;

/// <summary>What <see cref="CommandParser.TryRead"/> found at the beginning of the buffer.</summary>
public enum CommandParse : byte
{
    /// <summary>No complete line: all was examined, call again with more.</summary>
    NeedMore,

    /// <summary>A line with a command, known or not.</summary>
    Complete,

    /// <summary>A line over the limit was skipped up to its CRLF: answer 500 (RFC 5321 section 4.5.3.1.10).</summary>
    LineTooLong,

    /// <summary>A line with a bare CR, a bare LF or a NUL, none of which ends a line (RFC 5321 section 2.3.8): answer 500.</summary>
    BadCharacter,
}

/// <summary>
/// Finds command lines in the octets of a peer, in any pieces. The caller keeps what was not consumed, which is never more than the
/// line limit, and hands it in again with what came after it.
/// </summary>
/// <param name="lineLimit">The longest command line, CRLF included.</param>
public struct CommandParser(int lineLimit)
{
    private int _extra = lineLimit - LineLimits.Command; // so that the default value has the standard limit
    private int _examined;
    private bool _skipping;

    /// <summary>The longest command line, CRLF included; may change from line to line.</summary>
    public int LineLimit
    {
        readonly get => LineLimits.Command + _extra;
        set => _extra = value - LineLimits.Command;
    }

    /// <summary>Reads one line from the beginning of <paramref name="buffer"/>.</summary>
    /// <param name="buffer">The octets not consumed yet.</param>
    /// <param name="command">The command, its argument counted from the beginning of <paramref name="buffer"/>.</param>
    /// <param name="consumed">Octets to drop before the next call; more than none even with <see cref="CommandParse.NeedMore"/> while an
    /// over-long line is skipped.</param>
    public CommandParse TryRead(ReadOnlySpan<byte> buffer, out Command command, out int consumed)
    {
        command = default;
        var from = Math.Max(0, _examined - 1); // the last octet examined may be the CR of a CRLF
        var end = buffer[from..].IndexOf("\r\n"u8);
        if (end < 0)
        {
            consumed = SkipOverlong(buffer);
            _examined = buffer.Length - consumed;
            return CommandParse.NeedMore;
        }

        var line = buffer[..(from + end)];
        consumed = line.Length + 2;
        var tooLong = _skipping || consumed > LineLimit;
        _examined = 0;
        _skipping = false;
        if (tooLong) return CommandParse.LineTooLong;
        if (line.ContainsAny((byte)'\0', (byte)'\r', (byte)'\n')) return CommandParse.BadCharacter;
        command = Command.Parse(line);
        return CommandParse.Complete;
    }

    /// <summary>Drops an over-long line as it comes, but for a CR at its end, which may begin the CRLF.</summary>
    private int SkipOverlong(ReadOnlySpan<byte> buffer)
    {
        _skipping |= buffer.Length >= LineLimit;
        if (!_skipping) return 0;
        return buffer is [.., (byte)'\r'] ? buffer.Length - 1 : buffer.Length;
    }
}
