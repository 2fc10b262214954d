namespace SmtpSim.Cli.Tests;

public sealed class CrashReportTests
{
    [Fact]
    public void Write_Bug_SaysWhatToReportAndShowsNoStackTrace()
    {
        var text = TestScreen.Render(screen => CrashReport.Write(screen, ["run", "x.yaml"], Thrown()));

        Assert.StartsWith("smtpsim: internal error: time went back\n", text);
        Assert.Contains("Please report it", text);
        Assert.Contains("  smtpsim run x.yaml\n", text);
        Assert.Contains("  System.InvalidOperationException at SmtpSim.Cli.Tests.CrashReportTests.Thrown()", text);
        Assert.DoesNotContain("\n   at ", text);
        Assert.Contains("SMTPSIM_DEBUG=1", text);
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("time went back");
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }
}
