using System.Globalization;
using System.Text;
using SmtpSim.Results;

namespace SmtpSim.Cli.Tests;

/// <summary>What a log says that no scenario has, or that can't be so, is counted and never passed over.</summary>
public sealed class CalibrationDoubtTests : CommandTests
{
    private const string Rcpt = "host d[192.0.2.1] said: 450 4.2.0 later (in reply to RCPT TO command)";

    [Theory]
    [InlineData("bounced", "Domain zz does not accept mail (nullMX)", "null MX")]
    [InlineData("deferred", "TLS is required, but was not offered by host d[192.0.2.1]", "TLS required")]
    [InlineData("deferred", "delivery temporarily suspended: host d[192.0.2.1] refused to talk to me: 421 4.3.2 busy", "destination suspended")]
    [InlineData("bounced", "mail for d loops back to myself", "mail loop")]
    [InlineData("bounced", "never heard of \u001b[31m", "other")]
    public void Failure_ThatIsNoSessions_IsCountedAsNotModelled(string status, string text, string kind)
    {
        var report = Calibrate(Log(40, failed: i => i % 4 == 0 ? (status, text) : null));
        var omission = Assert.Single(report.NotModelled);
        Assert.Equal((kind, 10, 40), (omission.What, omission.Count, omission.Of));
        Assert.Equal(text.Replace('\u001b', '?'), omission.Example);
        Assert.Empty(report.Failures);
        Assert.Equal((80, 70), (report.Log.Lines, report.Log.Used));
    }

    [Theory]
    [InlineData("bounced", "Host or domain name not found. Name service error for name=zz type=A: Host not found", "nxdomain")]
    [InlineData("bounced", "Host or domain name not found. Name service error for name=zz type=A: Host found but no data record of requested type", "nxdomain")]
    [InlineData("deferred", "Host or domain name not found. Name service error for name=zz type=MX: Host not found, try again", "servfail")]
    [InlineData("deferred", "Host or domain name not found. Name service error for name=zz type=A: Host not found", "servfail")] // soft_bounce
    public void Failure_OfALookup_IsAFaultOfDns(string status, string text, string what)
    {
        var report = Calibrate(Log(40, failed: i => i % 4 == 0 ? (status, text) : null));
        Assert.Empty(report.NotModelled);
        var failure = Assert.Single(report.Failures);
        Assert.Equal(("dns", what, 10, 40), (failure.At, failure.What, failure.Count, failure.Of));
        Assert.Equal((80, 80), (report.Log.Lines, report.Log.Used));
        var fault = Assert.Single(Assert.Single(report.Scenario.Domains).Dns!.Faults);
        Assert.Equal((0.25, what), (fault.Chance, fault.Kind.ToString().ToLowerInvariant()));
    }

    /// <summary>What was found runs, and shows the same share.</summary>
    [Fact]
    public void Calibrate_FailedLookups_AreInTheScenarioThatIsWritten()
    {
        File.WriteAllText(Folder["mail.log"], Log(400, failed: i => i % 4 == 0 ? ("bounced", "Host or domain name not found. Name service error for name=zz type=A: Host not found") : null));
        Assert.Contains("nxdomain", Run("calibrate", "mail.log", "--out", "found.yaml").Output);
        Assert.Equal((ExitCode.Ok, ""), (Run("validate", "found.yaml", "--json").ExitCode, Run("validate", "found.yaml").Error));
        var run = Run("run", "found.yaml", "--json", "--quiet", "--out", "out");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var clients = System.Text.Json.JsonDocument.Parse(run.Output).RootElement.GetProperty("summary").GetProperty("total").GetProperty("clients").GetProperty("messages");
        Assert.InRange(clients.GetProperty("bounced").GetDouble() / clients.GetProperty("submitted").GetDouble(), 0.15, 0.35);
    }

    [Fact]
    public void Calibrate_FailureNotModelled_IsOnThePageAndInTheScenario()
    {
        File.WriteAllText(Folder["mail.log"], Log(40, failed: i => i < 4 ? ("bounced", "Domain zz does not accept mail (nullMX)") : null));
        const string Words = "null MX, 4 of 40 attempts, such as \"Domain zz does not accept mail (nullMX)\"";
        Assert.Contains("not modelled: " + Words, Run("calibrate", "mail.log", "--out", "found.yaml").Output);
        Assert.Contains("# Not modelled: " + Words, File.ReadAllText(Folder["found.yaml"]), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, Run("validate", "found.yaml").ExitCode);
        Assert.Contains("\"null MX\"", Run("calibrate", "mail.log", "--json").Output);
    }

    [Fact]
    public void Greylisting_WithoutLaterAttempts_IsNotSpokenOf()
    {
        Assert.DoesNotContain(Calibrate(Log(40, failed: _ => ("deferred", Rcpt))).Notes, note => note.Contains("greylist", StringComparison.Ordinal));
        var twice = Log(40, failed: _ => ("deferred", Rcpt)) + Log(40, from: 1000, queued: false);
        Assert.Contains(Calibrate(twice).Notes, note => note.Contains("greylist", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("size=-1", "size", "-1")]
    [InlineData("size=100000000000000000000", "size", "100000000000000000000")]
    [InlineData("size=1e20", "size", "1e20")]
    [InlineData("nrcpt=2000000000", "nrcpt", "2000000000")]
    [InlineData("delays=0.01/0/0.1/-5", "delays", "0.01/0/0.1/-5")]
    [InlineData("delays=0.01/0/0.1/NaN", "delays", "0.01/0/0.1/NaN")]
    [InlineData("delays=0.01/0/999999999999/0", "delays", "0.01/0/999999999999/0")]
    public void Value_ThatCannotBe_IsCountedAsUnreadable(string field, string kind, string example)
    {
        var report = Calibrate(Log(40, changed: (line, i) => i % 8 == 0 ? Changed(line, field) : line));
        Assert.Contains($"5 lines are unreadable for their {kind}, such as \"{example}\"", report.Notes);
        Assert.Equal((80, 75), (report.Log.Lines, report.Log.Used));
    }

    [Fact]
    public void Delays_AllUnreadable_AreNamedAsTheCause()
    {
        var thrown = Assert.Throws<CalibrationException>(() => Calibrate(Log(40, changed: (line, _) => Changed(line, "delays=0/0/0/-5"))));
        Assert.StartsWith("the delays of 40 delivery attempts are unreadable, such as \"0/0/0/-5\"", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recipients_MoreThanAScenariosMessageHas_AreNoted()
        => Assert.Contains("5 messages have more than 64 recipients: in the scenario they have 64", Calibrate(Log(40, changed: (line, i) => i % 8 == 0 ? Changed(line, "nrcpt=100") : line)).Notes);

    /// <summary>As when summer time ends: 600 messages, one every ten seconds, are 100 minutes whatever the clock shows.</summary>
    [Fact]
    public void Clock_SetBackAnHour_GoesOn()
    {
        var report = Calibrate(Log(300) + Log(300, from: 3000 - 3600, first: 300));
        Assert.InRange(report.Log.SpanS, 5970, 6000);
        Assert.InRange(report.Arrivals.PerSecond.Value, 0.099, 0.101);
        Assert.InRange(Assert.Single(report.Arrivals.PerHour), 360, 363); // the ten seconds at the step are not known to have passed
        Assert.Contains("the clock went back 1 times: time is reckoned on from where it was", report.Notes);
    }

    [Fact]
    public void Clock_SetBackOverNewYear_IsNoYear()
    {
        var newYear = (int)(new DateTime(2027, 1, 1) - Start).TotalSeconds;
        Assert.InRange(Calibrate(Log(30, from: newYear) + Log(30, from: newYear - 60, first: 30)).Log.SpanS, 500, 700);
    }

    [Fact]
    public void Log_OfMoreThanAYear_IsNoted()
        => Assert.Contains("the log lasts 597 days: hours are told apart in the first 366 only", Calibrate(Log(200, every: 3 * 86_400)).Notes);

    private static readonly DateTime Start = new(2026, 3, 1, 5, 0, 0, DateTimeKind.Unspecified);

    private static CalibrationReport Calibrate(string log) => Calibration.Of(new StringReader(log), "x");

    private static string Changed(string line, string field)
    {
        var name = field[..(field.IndexOf('=', StringComparison.Ordinal) + 1)];
        var at = line.IndexOf(" " + name, StringComparison.Ordinal);
        return at < 0 ? line : line[..(at + 1)] + field + line[line.IndexOfAny([',', ' '], at + 1)..];
    }

    /// <summary>Two lines for each message, which come regularly.</summary>
    private static string Log(
        int messages, int from = 0, int first = 0, int every = 10, bool queued = true, Func<int, (string Status, string Text)?>? failed = null, Func<string, int, string>? changed = null)
    {
        var log = new StringBuilder();
        for (var i = 0; i < messages; i++)
        {
            var at = Start.AddSeconds(from + (double)every * i);
            var stamp = at.ToString("MMM", CultureInfo.InvariantCulture) + $" {at.Day,2} {at:HH:mm:ss}";
            var (status, text) = failed?.Invoke(i) ?? ("sent", "250 2.0.0 Ok");
            string[] lines =
            [
                $"{stamp} host postfix/qmgr[1]: 4XQ{first + i:D6}: from=<a@b.test>, size={400 + i}, nrcpt=1 (queue active)",
                $"{stamp} host postfix/smtp[2]: 4XQ{first + i:D6}: to=<c@d.test>, relay=d.test[192.0.2.1]:25, delay=0.3, delays=0.01/0/0.1/0.{1 + i % 9}, dsn=2.0.0, status={status} ({text})",
            ];
            foreach (var line in queued ? lines : lines[1..])
                log.Append(changed?.Invoke(line, i) ?? line).Append('\n');
        }

        return log.ToString();
    }
}
