using System.Globalization;
using System.Text;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>
/// What a Postfix log tells of its messages: the lines of smtpd, pickup, cleanup, qmgr and the delivery agents that speak SMTP, as syslog or
/// <c>maillog_file</c> has them. A log is no trusted text, since it quotes what strangers said: what is not understood is left out, and nothing in
/// it makes more work than its own length.
/// </summary>
internal sealed class PostfixLog
{
    /// <summary>Postfix's own lines have less; of longer ones the rest is left out.</summary>
    private const int LongestLine = 8192;

    private readonly Dictionary<string, LoggedMessage> _open = [];
    private readonly List<LoggedMessage> _messages = [];
    private PostfixClock _clock;

    public IReadOnlyList<LoggedMessage> Messages => _messages;

    public long Lines { get; private set; }

    /// <summary>Lines that told something of a message.</summary>
    public long Used { get; private set; }

    /// <summary>Ticks between two times that the log can tell apart.</summary>
    public long Resolution { get; private set; } = TimeSpan.TicksPerMillisecond;

    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public static PostfixLog Read(TextReader reader)
    {
        var log = new PostfixLog();
        var line = new StringBuilder();
        while (ReadLine(reader, line))
        {
            log.Lines++;
            if (log.Take(line.ToString()))
                log.Used++;
        }

        return log;
    }

    private static bool ReadLine(TextReader reader, StringBuilder line)
    {
        line.Clear();
        int next;
        for (next = reader.Read(); next >= 0 && next != '\n'; next = reader.Read())
        {
            if (line.Length < LongestLine)
                line.Append((char)next);
        }

        return next >= 0 || line.Length > 0;
    }

    private bool Take(ReadOnlySpan<char> line)
    {
        if (!_clock.TryRead(line, out var time, out var length, out var resolution) || !TrySplit(line[length..], out var daemon, out var process, out var id, out var text))
            return false;
        if (!Tell(daemon, process, id, text, time))
            return false;
        (First, Last) = (Math.Min(First, time), Math.Max(Last, time));
        Resolution = Math.Max(Resolution, resolution);
        return true;
    }

    /// <summary><c>HOST postfix/smtp[417]: 4XyZ: text</c>; with several instances the program is <c>postfix-out/smtp</c> or <c>postfix/relay/smtp</c>.</summary>
    private static bool TrySplit(ReadOnlySpan<char> rest, out ReadOnlySpan<char> daemon, out int process, out ReadOnlySpan<char> id, out ReadOnlySpan<char> text)
    {
        daemon = id = text = default;
        process = 0;
        rest = rest.TrimStart(' ');
        var host = rest.IndexOf(' ');
        if (host < 0)
            return false;
        rest = rest[(host + 1)..];
        var (open, close) = (rest.IndexOf('['), rest.IndexOf("]: ", StringComparison.Ordinal));
        if (open < 0 || close < open || !int.TryParse(rest[(open + 1)..close], NumberStyles.None, CultureInfo.InvariantCulture, out process))
            return false;
        var slash = rest[..open].LastIndexOf('/');
        if (slash < 0)
            return false;
        daemon = rest[(slash + 1)..open];
        rest = rest[(close + 3)..];
        var colon = rest.IndexOf(": ", StringComparison.Ordinal);
        if (colon is < 5 or > 24 || rest[..colon].ContainsAnyExcept(QueueId))
            return false;
        id = rest[..colon];
        text = rest[(colon + 2)..].TrimEnd('\r');
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> QueueId = System.Buffers.SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private bool Tell(ReadOnlySpan<char> daemon, int process, ReadOnlySpan<char> id, ReadOnlySpan<char> text, long time)
    {
        switch (daemon)
        {
            case "smtpd" when text.StartsWith("client=", StringComparison.Ordinal):
            case "pickup" when text.StartsWith("uid=", StringComparison.Ordinal):
            case "cleanup" when text.StartsWith("message-id=", StringComparison.Ordinal):
                Find(id, time);
                return true;
            case "qmgr" or "oqmgr":
                return TellQueue(id, text, time);
            case "smtp" or "relay" or "lmtp" when text.StartsWith("to=<", StringComparison.Ordinal):
                return TellAttempt(id, process, text, time);
            default:
                return false;
        }
    }

    private bool TellQueue(ReadOnlySpan<char> id, ReadOnlySpan<char> text, long time)
    {
        if (text.SequenceEqual("removed"))
            return _open.Remove(id.ToString()); // the name may be given to another message now
        if (!text.StartsWith("from=<", StringComparison.Ordinal))
            return false;
        var message = Find(id, time);
        if (text.Contains("status=expired", StringComparison.Ordinal))
            message.Expired = time;
        if (TryField(text, "size=", out var size) && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            message.Bytes = bytes;
        if (TryField(text, "nrcpt=", out var count) && int.TryParse(Word(count), NumberStyles.None, CultureInfo.InvariantCulture, out var recipients))
            message.Recipients = Math.Clamp(recipients, 1, 64);
        return true;
    }

    private bool TellAttempt(ReadOnlySpan<char> id, int process, ReadOnlySpan<char> text, long time)
    {
        // What a server said stands in parentheses at the end, and may look like anything.
        var said = text.IndexOf(" (", StringComparison.Ordinal);
        var fields = said < 0 ? text : text[..said];
        if (!TryField(fields, "relay=", out var relay) || !TryField(fields, "delays=", out var delays) || !TryField(fields, "status=", out var status))
            return false;
        if (!TryDelays(delays, out var setup, out var transmission) || Word(status) is not ("sent" or "deferred" or "bounced"))
            return false;
        var message = Find(id, time);
        // Recipients of one connection are logged one after the other.
        var attempt = message.Attempts.Count > 0 ? message.Attempts[^1] : null;
        if (attempt is null || attempt.Process != process || time - attempt.End > TimeSpan.TicksPerSecond || attempt.Setup != setup)
        {
            attempt = new LoggedAttempt(time, process, !relay.StartsWith("none", StringComparison.Ordinal), TryField(fields, "conn_use=", out _), setup, transmission);
            message.Attempts.Add(attempt);
        }

        attempt.Outcomes.Add(Word(status) is "sent" ? null
            : LoggedFailure.Read(said < 0 ? default : text[(said + 2)..].TrimEnd(')'), Word(status) is "deferred") ?? Unknown(Word(status) is "deferred"));
        return true;
    }

    private static LoggedFailure Unknown(bool isTemporary) => new(SessionStep.Connect, FaultKind.Reply, 0, "", isTemporary);

    private LoggedMessage Find(ReadOnlySpan<char> id, long time)
    {
        if (_open.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var message))
            return message;
        _messages.Add(message = new LoggedMessage(time));
        _open.Add(id.ToString(), message);
        return message;
    }

    /// <summary><c>a/b/c/d</c>: before the queue manager, in it, connection setup, transmission.</summary>
    private static bool TryDelays(ReadOnlySpan<char> text, out LoggedDelay setup, out LoggedDelay transmission)
    {
        Span<Range> parts = stackalloc Range[5];
        setup = transmission = default;
        return text.Split(parts, '/') == 4 && TryDelay(text[parts[2]], out setup) && TryDelay(text[parts[3]], out transmission);
    }

    private static bool TryDelay(ReadOnlySpan<char> text, out LoggedDelay delay)
    {
        delay = default;
        if (text.Length > 12 || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return false;
        // Two digits that count, hundredths at most (delay_logging_resolution_limit), and no zeros at the end; more where the limit was raised.
        var unit = seconds >= 10 ? TimeSpan.TicksPerSecond : seconds >= 1 ? TimeSpan.TicksPerSecond / 10 : TimeSpan.TicksPerSecond / 100;
        var point = text.IndexOf('.');
        var written = TimeSpan.TicksPerSecond;
        for (var digits = point < 0 ? 0 : text.Length - point - 1; digits > 0; digits--)
            written /= 10;
        delay = new LoggedDelay((long)(seconds * TimeSpan.TicksPerSecond), Math.Max(1, Math.Min(unit, written)));
        return true;
    }

    /// <summary>What stands behind a name, up to the next comma.</summary>
    private static bool TryField(ReadOnlySpan<char> text, string name, out ReadOnlySpan<char> value)
    {
        value = default;
        var at = text.StartsWith(name, StringComparison.Ordinal) ? 0 : text.IndexOf(", " + name, StringComparison.Ordinal) is >= 0 and var found ? found + 2 : -1;
        if (at < 0)
            return false;
        value = text[(at + name.Length)..];
        var end = value.IndexOf(',');
        value = end < 0 ? value : value[..end];
        return true;
    }

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(' ');
        return end < 0 ? text : text[..end];
    }
}
