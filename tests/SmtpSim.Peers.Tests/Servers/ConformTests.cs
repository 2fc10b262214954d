namespace SmtpSim.Peers.Tests;

/// <summary><c>smtpsim conform</c> against real servers and our own.</summary>
public sealed class ConformTests
{
    [Fact]
    public void Conform_OfOwnListener_PassesEveryMust()
    {
        using var server = new ListeningServer("count: 1", "--user", "tester:secret");
        var (code, text) = SmtpSimProgram.Run("conform", server.Address, "--to", "m1@mx-1", "--auth", "tester:secret", "--parallel", "4");
        Assert.True(code == 0, text);
        Assert.Matches(@"must +\d+ +0 ", text);
    }

    [Fact]
    public void Conform_OfPostfix_RunsToItsEnd()
    {
        using var postfix = new PostfixInstance(relayPort: 0, "smtpd_error_sleep_time = 0", "smtpd_hard_error_limit = 1000", "smtpd_client_connection_count_limit = 0");
        var (code, text) = SmtpSimProgram.Run("conform", $"127.0.0.1:{postfix.Port}", "--to", "m1@mx-1", "--parallel", "4", "--timeout", "5s");
        Assert.True(code is 0 or 1, text); // 1: it fails a must
        Assert.Contains("must", text, StringComparison.Ordinal);
        Assert.Contains("5321-", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Conform_OfExim_RunsToItsEnd()
    {
        using var exim = new EximInstance();
        RunsToItsEnd(exim.Address);
    }

    [Fact]
    public void Conform_OfAiosmtpd_RunsToItsEnd()
    {
        using var server = new AiosmtpdServer();
        RunsToItsEnd(server.Address);
    }

    private static void RunsToItsEnd(string address)
    {
        var (code, text) = SmtpSimProgram.Run("conform", address, "--to", "m1@mx-1", "--parallel", "2", "--timeout", "10s");
        Assert.True(code is 0 or 1, text); // 1: it fails a must
        Assert.Matches(@"must +\d+ +\d+ ", text);
        Assert.Contains("5321-", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Conform_OfSmtpSink_FindsThatItChecksNoOrder()
    {
        using var sink = new SinkServer();
        var (code, text) = SmtpSimProgram.Run("conform", sink.Address, "--to", "m1@mx-1", "--parallel", "4", "--timeout", "5s");
        Assert.Equal(1, code);
        Assert.Contains("✗", text, StringComparison.Ordinal);
    }
}
