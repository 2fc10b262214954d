using System.Globalization;
using System.Text;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Cli.Tests;

/// <summary>Simulated sessions as the log that Postfix would have written of them, times and delays rounded as Postfix does it.</summary>
internal sealed class PostfixLogWriter(bool traditional)
{
    private static readonly DateTime Epoch = new(2026, 3, 30, 21, 0, 0, DateTimeKind.Utc);

    private readonly List<(SimTime Time, string Daemon, string Text)> _lines = [];

    /// <summary>A message in each session.</summary>
    public static string Write(IEnumerable<SessionLog> sessions, bool traditional)
    {
        var writer = new PostfixLogWriter(traditional);
        foreach (var message in sessions.Where(session => session.Ended != SimTime.Never).GroupBy(session => (session.Client, session.Message)))
            writer.Add($"4X{message.Key.Client:X3}{message.Key.Message:X5}", [.. message.OrderBy(session => session.Lines[0].Time)]);
        return string.Concat(writer._lines.OrderBy(line => line.Time).Select(line => writer.Line(line.Time, line.Daemon, line.Text)));
    }

    private void Add(string id, List<SessionLog> attempts)
    {
        var arrival = attempts[0].Lines[0].Time;
        _lines.Add((arrival, "smtpd", $"{id}: client=unknown[127.0.0.1]"));
        _lines.Add((arrival, "cleanup", $"{id}: message-id=<{id}@client.test>"));
        _lines.Add((arrival, "qmgr", $"{id}: from=<a@client.test>, size=4000, nrcpt=1 (queue active)"));
        foreach (var attempt in attempts)
            Add(id, arrival, attempt);
    }

    private void Add(string id, SimTime arrival, SessionLog attempt)
    {
        var start = attempt.Lines[0].Time;
        if (attempt.Established == SimTime.Never)
        {
            var delays = $"delay={Seconds(attempt.Ended - arrival)}, delays={Seconds(start - arrival)}/0/{Seconds(attempt.Ended - start)}/0";
            _lines.Add((attempt.Ended, "smtp", $"{id}: to=<m@mx.test>, relay=none, {delays}, dsn=4.4.1, status=deferred (connect to mx.test[192.0.2.1]:25: Connection refused)"));
            return;
        }

        var (command, ready, last, said) = ("", start, start, default(TraceLine));
        foreach (var line in attempt.Lines)
        {
            if (line.Kind is TraceKind.Command or TraceKind.EndOfText)
                command = line.Kind == TraceKind.EndOfText ? "end of DATA" : line.Text.Split(' ')[0] switch { "MAIL" => "MAIL FROM", "RCPT" => "RCPT TO", var verb => verb };
            else if (line.Kind == TraceKind.Reply && command == "EHLO")
                ready = line.Time;
            else if (line.Kind == TraceKind.Reply && command is not ("" or "QUIT") && (line.ReplyCode >= 400 || command == "end of DATA"))
                (said, last) = (said ?? line, said is null ? line.Time : last);
            if (said is not null)
                break;
        }

        Assert.NotNull(said);
        var status = said.ReplyCode < 300 ? $"dsn=2.0.0, status=sent ({said.Text})"
            : $"dsn={said.ReplyCode / 100}.0.0, status={(said.ReplyCode < 500 ? "deferred" : "bounced")} (host mx.test[192.0.2.1] said: {said.Text} (in reply to {command} command))";
        _lines.Add((last, "smtp", $"{id}: to=<m@mx.test>, relay=mx.test[192.0.2.1]:25, delay={Seconds(last - arrival)}, delays={Seconds(start - arrival)}/0/{Seconds(ready - start)}/{Seconds(last - ready)}, {status}"));
        if (said.ReplyCode is < 300 or >= 500)
            _lines.Add((last, "qmgr", $"{id}: removed"));
    }

    private string Line(SimTime time, string daemon, string text)
    {
        var at = Epoch.AddTicks(time.Ticks);
        var stamp = traditional ? at.ToString("MMM", CultureInfo.InvariantCulture) + $" {at.Day,2} {at:HH:mm:ss}" : at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);
        return new StringBuilder(stamp).Append(" relay postfix/").Append(daemon).Append("[417]: ").Append(text).Append('\n').ToString();
    }

    /// <summary>Two digits, and none behind the hundredth (delay_logging_resolution_limit).</summary>
    private static string Seconds(SimDuration duration)
    {
        var seconds = duration.TotalSeconds;
        return seconds.ToString(seconds >= 10 ? "0" : seconds >= 1 ? "0.#" : "0.##", CultureInfo.InvariantCulture);
    }
}
