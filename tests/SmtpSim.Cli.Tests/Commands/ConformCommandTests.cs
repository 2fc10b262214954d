using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;

namespace SmtpSim.Cli.Tests;

public sealed class ConformCommandTests : CommandTests
{
    [Fact]
    public void Conform_ServerThatMeetsTheCases_ExitsWithZero()
    {
        using var server = new LineServer(line => line.StartsWith("QUIT", StringComparison.Ordinal) ? "221 bye" : "250 ok");
        var conform = RunProgram("conform", server.Target, "--only", "5321-4.1.1.9-noop-argument");
        Assert.Equal((0, ""), (conform.ExitCode, conform.Error));
        Assert.Contains("✓ should  NOOP with an argument is answered 250", conform.Output);
    }

    [Fact]
    public void Conform_ServerThatFailsAMust_ExitsWithOneAndWritesJunit()
    {
        using var server = new LineServer(_ => "250 ok");
        var conform = RunProgram("conform", server.Target, "--only", "5321-3.3-rcpt-before-mail", "--format", "junit", "--out", "conform.xml");
        Assert.Equal((ExitCode.NotConforming, "", ""), (conform.ExitCode, conform.Output, conform.Error));
        Assert.Single(XDocument.Load(Folder["conform.xml"]).Descendants("failure"));
    }

    [Fact]
    public void Conform_ServerThatFailsAShould_ExitsWithZero()
    {
        using var server = new LineServer(_ => "250 ok");
        var conform = RunProgram("conform", server.Target, "--only", "5321-4.1.1.8-help");
        Assert.Equal(0, conform.ExitCode);
        Assert.Contains("✗ should  HELP is answered 211 or 214", conform.Output);
    }

    [Fact]
    public void Conform_NobodyThere_SaysSo()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var conform = RunProgram("conform", socket.LocalEndPoint!.ToString()!);
        Assert.Equal(ExitCode.Unavailable, conform.ExitCode);
        Assert.StartsWith("no connection to 127.0.0.1:", conform.Output);
    }

    [Fact]
    public void Conform_NotAMailServer_SaysSo()
    {
        using var server = new LineServer(_ => "", greeting: "SSH-2.0-OpenSSH_9.2");
        var conform = RunProgram("conform", server.Target);
        Assert.Equal(ExitCode.Protocol, conform.ExitCode);
        Assert.Contains("does not behave as a mail server", conform.Output);
        Assert.Contains("▶ S: SSH-2.0-OpenSSH_9.2", conform.Output);
    }

    [Fact]
    public void Conform_WrongPassword_IsToldOnceAndNoCaseIsRun()
    {
        using var server = new LineServer(line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-mx\r\n250 AUTH PLAIN" : line.StartsWith("AUTH", StringComparison.Ordinal) ? "535 5.7.8 No" : "250 ok");
        var conform = RunProgram("conform", server.Target, "--auth", "joe:wrong");
        Assert.Equal(ExitCode.Refused, conform.ExitCode);
        Assert.StartsWith($"{server.Target} refuses AUTH PLAIN with the user and password of --auth: 535 5.7.8 No; no case was run", conform.Output);
        Assert.DoesNotContain("✗", conform.Output);
        Assert.Contains("C: AUTH PLAIN (credentials)", conform.Output);
    }

    [Fact]
    public void Conform_List_HasEveryCase()
    {
        var list = RunProgram("conform", "--list");
        Assert.Equal((0, ""), (list.ExitCode, list.Error));
        Assert.Equal(Wire.ConformCatalogue.All.Count, list.Output.Split('\n').Count(line => line.StartsWith(' ')));
    }

    [Theory]
    [InlineData("a server is needed", "--only", "noop")]
    [InlineData("no case has 'nonsense'", "127.0.0.1:1", "--only", "nonsense")]
    [InlineData("such as localhost:2525", "localhost")]
    [InlineData("is not this machine", "192.0.2.1:25")]
    [InlineData("USER:PASSWORD", "127.0.0.1:1", "--auth", "me")]
    [InlineData("without angle brackets", "127.0.0.1:1", "--to", "<me@example.org>")]
    public void Conform_WrongUse_SaysWhy(string message, params string[] arguments)
    {
        var conform = RunProgram(["conform", .. arguments]);
        Assert.Equal((ExitCode.Usage, ""), (conform.ExitCode, conform.Output));
        Assert.Contains(message, conform.Error);
    }

    /// <summary>Answers each line with a line.</summary>
    private sealed class LineServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Func<string, string> _answer;
        private readonly string _greeting;

        public LineServer(Func<string, string> answer, string greeting = "220 mx.example.org")
        {
            (_answer, _greeting) = (answer, greeting);
            _listener.Start();
            _ = AcceptAsync();
        }

        public string Target => _listener.LocalEndpoint.ToString()!;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            try
            {
                using (client)
                using (var reader = new StreamReader(client.GetStream(), Encoding.Latin1))
                {
                    await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(_greeting + "\r\n"));
                    while (await reader.ReadLineAsync() is { } line)
                        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(_answer(line) + "\r\n"));
                }
            }
            catch (IOException)
            {
            }
        }
    }
}
