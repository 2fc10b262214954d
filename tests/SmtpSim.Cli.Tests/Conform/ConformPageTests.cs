using System.Text.Json;
using System.Xml.Linq;
using SmtpSim.Wire;

namespace SmtpSim.Cli.Tests;

public sealed class ConformPageTests
{
    [Fact]
    public async Task Page_Failures_HaveTranscriptExpectationAndRule()
    {
        var report = await SampleConformReport.CreateAsync();
        var page = TestScreen.Render(screen => new ConformPage(screen, ConformTranscripts.Failed).Write(report), width: 100);
        Assert.Equal(
            """
            127.0.0.1:2525  mx.example.org
            offers SIZE PIPELINING

            sample
             ✓ must    NOOP is answered 250                                                    5321-4.1.1.9-noop
             ✗ must    RCPT before MAIL is refused with 503                            5321-3.3-rcpt-before-mail
                      C: SAY <something> & more
                    ▶ S: 250 Ok
                      expected 503
                      RFC 5321 3.3: If RCPT appears without a previous MAIL, the server must return 503.
             ✗ should  HELP is answered 211 or 214                                             5321-4.1.1.8-help
                      C: SAY <something> & more
                    ▶ S: 250 Ok
                      expected 211 or 214
                      RFC 5321 4.1.1.8: Servers should support HELP without arguments.
             – may     HELP takes the name of a command                               5321-4.1.1.8-help-argument
                      nobody knows <why> & "how"

                     passed  failed  skipped
             must         1       1        0
             should       0       1        0
             may          0       0        1

            """, page);
    }

    [Fact]
    public async Task Page_TranscriptsNone_HasNone()
    {
        var report = await SampleConformReport.CreateAsync();
        Assert.DoesNotContain("C: ", TestScreen.Render(screen => new ConformPage(screen, ConformTranscripts.None).Write(report)));
    }

    [Fact]
    public async Task Junit_Levels_AreFailuresOnlyWhereTheyBind()
    {
        var report = await SampleConformReport.CreateAsync();
        using var writer = new StringWriter();
        JunitReport.Write(writer, report, ConformTranscripts.Failed);
        var suite = XDocument.Parse(writer.ToString()).Root!.Element("testsuite")!;
        Assert.Equal(("4", "1", "0", "2"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("errors")!, (string)suite.Attribute("skipped")!));
        var failure = suite.Elements("testcase").Single(one => one.Element("failure") is not null).Element("failure")!;
        Assert.Equal("expected 503", (string)failure.Attribute("message")!);
        Assert.Contains("> S: 250 Ok", failure.Value);
        Assert.Contains(suite.Descendants("skipped"), skipped => (string)skipped.Attribute("message")! == "should, not met: expected 211 or 214");
    }

    [Fact]
    public async Task Json_Report_HasCountsAndOffendingLines()
    {
        var report = await SampleConformReport.CreateAsync();
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(ConformJson.Of(report, ConformTranscripts.All), CliJson.Default.ConformJson));
        Assert.Equal("smtpsim-conform/1", json.RootElement.GetProperty("schema").GetString());
        Assert.False(json.RootElement.GetProperty("conforms").GetBoolean());
        Assert.Equal(1, json.RootElement.GetProperty("counts").GetProperty("must").GetProperty("failed").GetInt32());
        var failed = json.RootElement.GetProperty("cases")[1];
        Assert.Equal(("must", "failed", "RFC 5321 3.3"), (failed.GetProperty("level").GetString(), failed.GetProperty("outcome").GetString(), failed.GetProperty("section").GetString()));
        Assert.True(failed.GetProperty("transcript")[1].GetProperty("offending").GetBoolean());
    }
}
