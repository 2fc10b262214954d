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

    private const int LongestDelay = 10 * 86_400; // seconds: twice Postfix's maximal_queue_lifetime
    private const long MostBytes = 1L << 40;
    private const int MostRecipients = 1_000_000;

    /// <summary>The recipients that a scenario's message may have.</summary>
    public const int Crowd = 64;

    private readonly Dictionary<string, LoggedMessage> _open = [];
    private readonly List<LoggedMessage> _messages = [];
    private readonly SteadyClock _steady = new();
    private PostfixClock _clock;
    private bool _isUsed;

    public IReadOnlyList<LoggedMessage> Messages => _messages;

    public long Lines { get; private set; }

    /// <summary>Lines with values that can't be so.</summary>
    public LogDoubts Unreadable { get; } = new();

    /// <summary>Recipients whose failure no scenario has.</summary>
    public LogDoubts NotModelled { get; } = new();

    /// <summary>Messages with more recipients than a scenario's may have.</summary>
    public int Crowded { get; private set; }

    /// <summary>How often the clock went back.</summary>
    public int StepsBack => _steady.Steps;

    /// <summary>Lines that told something of a message that could be read and fitted.</summary>
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
            log._isUsed = true;
            if (log.Take(line.ToString()) && log._isUsed)
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
        time = _steady.Reckon(time);
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
            case "smtp" or "relay" or "lmtp" or "error" when text.StartsWith("to=<", StringComparison.Ordinal):
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
        if (TryField(text, "size=", out var size))
        {
            if (TryNumber(size, MostBytes, out var bytes))
                message.Bytes = bytes;
            else
                Doubt("size", size);
        }

        if (TryField(text, "nrcpt=", out var count))
        {
            if (TryNumber(Word(count), MostRecipients, out var recipients))
                (message.Recipients, Crowded) = ((int)Math.Clamp(recipients, 1, Crowd), Crowded + (recipients > Crowd && message.Recipients != Crowd ? 1 : 0));
            else
                Doubt("nrcpt", Word(count));
        }

        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, long most, out long value)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;

    private void Doubt(string kind, ReadOnlySpan<char> example)
    {
        if (_isUsed) // a line counts once
            Unreadable.Add(kind, example);
        _isUsed = false;
    }

    private bool TellAttempt(ReadOnlySpan<char> id, int process, ReadOnlySpan<char> text, long time)
    {
        // What a server said stands in parentheses at the end, and may look like anything.
        var said = text.IndexOf(" (", StringComparison.Ordinal);
        var fields = said < 0 ? text : text[..said];
        if (!TryField(fields, "relay=", out var relay) || !TryField(fields, "delays=", out var delays) || !TryField(fields, "status=", out var status))
            return false;
        if (Word(status) is not ("sent" or "deferred" or "bounced"))
            return false;
        if (!TryDelays(delays, out var setup, out var transmission))
        {
            Doubt("delays", delays);
            return false;
        }

        var message = Find(id, time);
        // Recipients of one connection are logged one after the other.
        var attempt = message.Attempts.Count > 0 ? message.Attempts[^1] : null;
        if (attempt is null || attempt.Process != process || time - attempt.End > TimeSpan.TicksPerSecond || attempt.Setup != setup)
        {
            attempt = new LoggedAttempt(time, process, !relay.StartsWith("none", StringComparison.Ordinal), TryField(fields, "conn_use=", out _), setup, transmission);
            message.Attempts.Add(attempt);
        }

        attempt.Outcomes.Add(Word(status) is "sent" ? null : Failure(said < 0 ? default : text[(said + 2)..], Word(status) is "deferred"));
        return true;
    }

    private LoggedFailure Failure(ReadOnlySpan<char> said, bool isTemporary)
    {
        if (LoggedFailure.Read(said.TrimEnd(')'), isTemporary) is { } failure)
            return failure;
        if (DnsFit.Read(said, isTemporary) is { } dns)
            return Unknown(isTemporary) with { Dns = dns };
        NotModelled.Add(SmtpSim.Results.NotModelled.KindOf(said), said.EndsWith(")") ? said[..^1] : said);
        _isUsed = false;
        return Unknown(isTemporary);
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
        if (text.Length > 12 || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds > LongestDelay)
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
