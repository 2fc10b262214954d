using System.Text;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire.Tests;

public sealed class FleetDialogueTests : LoadTests
{
    private static readonly Credentials Joe = new("joe", "secret", "");

    [Fact]
    public void Plain_OneCommandAfterTheOther()
    {
        var talk = Talk();
        Assert.Equal("EHLO mta\r\n", talk.Hear("220 mx\r\n"));
        Assert.Equal("MAIL FROM:<u1@mta>\r\n", talk.Hear("250 mx\r\n"));
        Assert.Matches("^RCPT TO:<m[0-9]+@mx>\r\n$", talk.Hear("250 ok\r\n"));
        Assert.Matches("^RCPT TO:<m[0-9]+@mx>\r\n$", talk.Hear("250 ok\r\n"));
        Assert.Equal("DATA\r\n", talk.Hear("250 ok\r\n"));
        var text = talk.Hear("354 go\r\n");
        Assert.Equal(2000 + ".\r\n".Length, text.Length);
        Assert.EndsWith("\r\n.\r\n", text, StringComparison.Ordinal);
        Assert.Equal("QUIT\r\n", talk.Hear("250 ok\r\n"));
        Assert.Equal("", talk.Hear("221 bye\r\n"));
        Assert.Equal((FleetAction.Close, 1), (talk.LastAction, talk.CountOf(ClientCounter.MessagesDelivered)));
    }

    [Fact]
    public void Pipelining_SendsTheGroupAndThenTheText()
    {
        var talk = Greeted("250-SIZE\r\n250 PIPELINING\r\n", out var group);
        Assert.Equal("MAIL FROM:<u1@mta> SIZE=2000\r\nRCPT\r\nRCPT\r\nDATA\r\n", WithoutAddresses(group));
        Assert.Equal("", talk.Hear("250 ok\r\n250 ok\r\n250 o"));
        Assert.Equal(2003, talk.Hear("k\r\n354 go\r\n").Length);
    }

    [Fact]
    public void Chunking_SendsTheTextBehindItsSizeAndNoDot()
    {
        var talk = Greeted("250-PIPELINING\r\n250 CHUNKING\r\n", out var group, "clients.mta.chunking=true");
        var chunk = group[group.IndexOf("BDAT", StringComparison.Ordinal)..];
        Assert.Equal("MAIL FROM:<u1@mta>\r\nRCPT\r\nRCPT\r\n", WithoutAddresses(group[..^chunk.Length]));
        Assert.StartsWith("BDAT 2000 LAST\r\n", chunk, StringComparison.Ordinal);
        Assert.Equal("BDAT 2000 LAST\r\n".Length + 2000, chunk.Length);
        Assert.Equal("", talk.Hear("250 ok\r\n"));
        Assert.Equal("", talk.Hear("250 ok\r\n550 no\r\n"));
        Assert.Equal("QUIT\r\n", talk.Hear("250 ok\r\n"));
    }

    [Theory]
    [InlineData("28 B", 29)] // the field that names the message is longer
    [InlineData("200 B", 200)]
    [InlineData("70001 B", 70001)]
    [InlineData("1 MB", 1_000_000)]
    public void Chunk_OfAnySize_HasTheOctetsItSays(string size, int expected)
    {
        var talk = Greeted("250 CHUNKING\r\n", out _, "clients.mta.chunking=true", "traffic[0].recipients=1", $"traffic[0].size={size}");
        talk.Hear("250 ok\r\n");
        var chunk = talk.Hear("250 ok\r\n");
        var line = chunk[..chunk.IndexOf('\n', StringComparison.Ordinal)];
        Assert.Equal($"BDAT {chunk.Length - line.Length - 1} LAST\r", line);
        Assert.InRange(chunk.Length - line.Length - 1, expected - 5, expected + 2);
    }

    [Fact]
    public void Group_MailRefused_NothingIsSaidBeforeItsLastReply()
    {
        var talk = Greeted("250 PIPELINING\r\n", out _);
        Assert.Equal("", talk.Hear("550 no\r\n"));
        Assert.Equal("", talk.Hear("503 no\r\n503 no\r\n"));
        Assert.Equal("QUIT\r\n", talk.Hear("503 no\r\n"));
        Assert.Equal(1, talk.CountOf(ClientCounter.MessagesBounced));
    }

    [Fact]
    public void Group_DataGrantedWithoutARecipient_IsAnsweredWithALoneDot()
    {
        var talk = Greeted("250 PIPELINING\r\n", out _);
        Assert.Equal(".\r\n", talk.Hear("250 ok\r\n550 no\r\n550 no\r\n354 go\r\n"));
        Assert.Equal("QUIT\r\n", talk.Hear("554 no recipients\r\n"));
    }

    [Fact]
    public void Ehlo_RefusedInManyLines_AnnouncesNothing()
    {
        var talk = Talk();
        talk.Hear("220 mx\r\n");
        Assert.Equal("HELO mta\r\n", talk.Hear("502-no\r\n502-PIPELINING\r\n502 SIZE\r\n"));
        Assert.Equal(ServiceExtensions.None, talk.Offered);
        Assert.Equal("MAIL FROM:<u1@mta>\r\n", talk.Hear("250 mx\r\n"));
    }

    [Fact]
    public void Tls_ForgetsWhatWasSaidBefore()
    {
        var talk = Talk();
        talk.Hear("220 mx\r\n");
        Assert.Equal("STARTTLS\r\n", talk.Hear("250-mx\r\n250-PIPELINING\r\n250-SIZE\r\n250 STARTTLS\r\n"));
        Assert.Equal("", talk.Hear("220 go\r\n"));
        Assert.Equal(FleetAction.Handshake, talk.LastAction);
        Assert.Equal("EHLO mta\r\n", talk.Secure());
        Assert.Equal("MAIL FROM:<u1@mta>\r\n", talk.Hear("250-mx\r\n250 STARTTLS\r\n")); // and no TLS inside TLS
    }

    [Theory]
    [InlineData("plain", "AUTH PLAIN AGpvZQBzZWNyZXQ=\r\n", "235 ok\r\n")]
    [InlineData("login", "AUTH LOGIN\r\n|am9l\r\n|c2VjcmV0\r\n", "334 VXNlcm5hbWU6\r\n|334 UGFzc3dvcmQ6\r\n|235 ok\r\n")]
    public void Auth_MechanismOfTheScenario_IsCarriedOut(string mechanism, string sent, string replies)
    {
        var talk = Login(mechanism, $"250-AUTH SCRAM-SHA-256 {mechanism.ToUpperInvariant()}\r\n250 SIZE\r\n", out var said);
        foreach (var reply in replies.Split('|'))
        {
            Assert.Equal(sent.Split('|')[0], said);
            sent = sent[(sent.IndexOf('|', StringComparison.Ordinal) + 1)..];
            said = talk.Hear(reply);
        }

        Assert.StartsWith("MAIL FROM", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "250 AUTH LOGIN\r\n", true)]
    [InlineData("plain", "250 AUTH\r\n", true)]
    [InlineData("plain", "250 AUTH PLAIN\r\n", false)] // would show the password to the network
    public void Auth_NotToBeHad_SendsNoMail(string mechanism, string extensions, bool trustsNetwork)
    {
        Login(mechanism, extensions, out var said, trustsNetwork);
        Assert.Equal("QUIT\r\n", said);
    }

    [Fact]
    public void Auth_ScramOutsideTls_ShowsNoPassword()
    {
        Login("scram-sha-256", "250 AUTH SCRAM-SHA-256\r\n", out var said, trustsNetwork: false);
        Assert.StartsWith("AUTH SCRAM-SHA-256 ", said, StringComparison.Ordinal);
        Assert.StartsWith("n,,n=joe,r=", Encoding.UTF8.GetString(Convert.FromBase64String(said.Split(' ')[2])), StringComparison.Ordinal);
    }

    [Fact]
    public void Auth_ServerThatDoesNotProveItself_IsNotBelieved()
    {
        var talk = Login("scram-sha-256", "250 AUTH SCRAM-SHA-256\r\n", out _);
        Assert.Equal("QUIT\r\n", talk.Hear("235 2.7.0 You are in\r\n"));
    }

    [Fact]
    public void Auth_ServerThatAsksForEver_IsLeft()
    {
        var talk = Login("plain", "250 AUTH PLAIN\r\n", out _);
        Assert.Equal("*\r\n", talk.Hear("334 \r\n"));
        Assert.Equal("", talk.Hear("334 \r\n"));
        Assert.True(talk.IsGarbage);
    }

    [Fact]
    public void Auth_ChallengeOfAThousandOctets_IsTaken()
    {
        var talk = Login("login", "250 AUTH LOGIN\r\n", out _);
        Assert.Equal("am9l\r\n", talk.Hear("334 " + new string('A', 1000) + "\r\n"));
    }

    private static FleetTalk Talk(params string[] sets)
        => new(Scenario(["clients.mta.count=1", "clients.mta.concurrency=1", "servers.mx.count=1", "traffic[0].arrivals={ burst: 1 }", "traffic[0].from=mta", .. sets]));

    private static FleetTalk Greeted(string extensions, out string said, params string[] sets)
    {
        var talk = Talk(sets);
        talk.Hear("220 mx\r\n");
        said = talk.Hear("250-mx\r\n" + extensions);
        return talk;
    }

    private static FleetTalk Login(string mechanism, string extensions, out string said, bool trustsNetwork = true)
    {
        var scenario = Scenario("clients.mta.count=1", "servers.mx.count=1", "traffic[0].arrivals={ burst: 1 }", "traffic[0].from=mta", $"clients.mta.auth={mechanism}");
        var talk = new FleetTalk(scenario, Joe, trustsNetwork);
        talk.Hear("220 mx\r\n");
        said = talk.Hear("250-mx\r\n" + extensions);
        return talk;
    }

    private static string WithoutAddresses(string group)
        => string.Concat(group.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => (line.StartsWith("RCPT", StringComparison.Ordinal) ? "RCPT" : line) + "\r\n"));
}
