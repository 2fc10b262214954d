using System.Text;
using System.Text.Json;

namespace SmtpSim.Cli.Tests;

public sealed class CalibrateCommandTests : CommandTests
{
    [Fact]
    public void Calibrate_Log_WritesAScenarioThatIsValid()
    {
        File.WriteAllText(Folder["mail.log"], Log(messages: 100));
        var run = Run("calibrate", "mail.log", "--out", "found.yaml");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("100 messages, 100 delivery attempts", run.Output);
        Assert.Contains("found.yaml", run.Output);
        Assert.StartsWith("# Calibrated from mail.log: 100 messages", File.ReadAllText(Folder["found.yaml"]), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, Run("validate", "found.yaml").ExitCode);
        var again = Run("calibrate", "mail.log", "--out", "found.yaml");
        Assert.Equal(ExitCode.CannotCreate, again.ExitCode);
    }

    [Fact]
    public void Calibrate_Json_IsOneObject()
    {
        File.WriteAllText(Folder["mail.log"], Log(messages: 100));
        using var report = JsonDocument.Parse(Run("calibrate", "mail.log", "--json").Output);
        Assert.Equal(100, report.RootElement.GetProperty("log").GetProperty("messages").GetInt32());
        Assert.Equal("every", report.RootElement.GetProperty("arrivals").GetProperty("kind").GetString());
    }

    [Fact]
    public void Calibrate_TooLittle_SaysWhatIsNeeded()
    {
        File.WriteAllText(Folder["mail.log"], Log(messages: 3));
        var run = Run("calibrate", "mail.log");
        Assert.Equal((ExitCode.NoInput, ""), (run.ExitCode, run.Output));
        Assert.Contains("3 messages with 3 delivery attempts by SMTP are too few", run.Error);
        Assert.Contains("at least 20", run.Error);
    }

    [Fact]
    public void Calibrate_NoFile_IsNoInput()
    {
        var run = Run("calibrate", "nowhere.log");
        Assert.Equal((ExitCode.NoInput, ""), (run.ExitCode, run.Output));
        Assert.Contains("can't read nowhere.log", run.Error);
    }

    /// <summary>A message every ten seconds.</summary>
    private static string Log(int messages)
    {
        var log = new StringBuilder();
        for (var i = 0; i < messages; i++)
        {
            var stamp = new DateTime(2026, 11, 23, 5, 0, 0, DateTimeKind.Utc).AddSeconds(10 * i).ToString("'Nov 23 'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
            log.Append($"{stamp} host postfix/qmgr[1]: 4XQ{i:D6}: from=<a@b.test>, size={400 + i}, nrcpt=1 (queue active)\n");
            log.Append($"{stamp} host postfix/smtp[2]: 4XQ{i:D6}: to=<c@d.test>, relay=d.test[192.0.2.1]:25, delay=0.3, delays=0.01/0/0.1/0.{1 + i % 9}, dsn=2.0.0, status=sent (250 2.0.0 Ok)\n");
        }

        return log.ToString();
    }
}
