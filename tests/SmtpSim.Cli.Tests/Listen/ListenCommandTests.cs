using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace SmtpSim.Cli.Tests;

/// <summary>The program as a server: what it says, what it keeps, and how it stops.</summary>
public sealed class ListenCommandTests : CommandTests
{
    [Fact]
    public void Listen_NoSuchServer_NamesTheNearest()
    {
        Scenario();
        Fails(ExitCode.NoInput, "Did you mean 'mx'?", "--server", "mz");
    }

    [Fact]
    public void Listen_NoSuchHostOfTheGroup_SaysHowManyThereAre()
    {
        Scenario();
        Fails(ExitCode.NoInput, "Its hosts are 1 to 3.", "--host", "4");
    }

    [Fact]
    public void Listen_SeveralGroupsAndNoneNamed_IsUsage()
    {
        ScenarioWith("  mx:\n", "  other: {}\n  mx:\n");
        Fails(ExitCode.Usage, "Name one with --server: other, mx.");
    }

    [Theory]
    [InlineData("--port takes a number from 0 to 65535", "--port", "65536")]
    [InlineData("--address takes an IP address, not 'here'", "--address", "here")]
    [InlineData("--user takes NAME:PASSWORD", "--user", "joe")]
    [InlineData("--key needs --cert", "--key", "key.pem")]
    [InlineData("--max-connections takes a number from 1 on", "--max-connections", "0")]
    [InlineData("--for", "--for", "soon")]
    [InlineData("--max-line takes a number from 512 to 12,288", "--max-line", "100")]
    [InlineData("--max-errors takes a number from 0 on", "--max-errors", "-1")]
    [InlineData("--max-text: '0 B' is out of range", "--max-text", "0 B")]
    [InlineData("--text-timeout", "--text-timeout", "0s")]
    public void Listen_WrongOption_IsUsage(string message, params string[] options)
    {
        Scenario();
        Fails(ExitCode.Usage, message, options);
    }

    [Fact]
    public void Listen_InvalidScenario_IsToldWithItsPlace()
    {
        ScenarioWith("count: 3", "count: 0");
        Fails(ExitCode.InvalidScenario, "small.yaml:11:12: ");
    }

    [Fact]
    public void Listen_CertificateThatIsNone_IsToldApartFromAKeyThatDoesNotFit()
    {
        Scenario();
        using var files = new SmtpSim.Results.Tests.TemporaryFolder();
        var (mine, another) = (files["mx.pem"], files["other.pem"]);
        using var certificate = Wire.SelfSignedCertificate.Create("mx");
        using var other = System.Security.Cryptography.RSA.Create(2048);
        File.WriteAllText(mine, certificate.ExportCertificatePem());
        File.WriteAllText(another, other.ExportPkcs8PrivateKeyPem());
        Fails(ExitCode.NoInput, "small.yaml holds no certificate\n", "--port", "0", "--cert", "small.yaml");
        Fails(ExitCode.NoInput, $"{mine} holds no key for the certificate in {mine}\nName the file with the key: --key FILE.", "--port", "0", "--cert", mine);
        Fails(ExitCode.NoInput, $"{another} holds no key for the certificate in {mine}\n", "--port", "0", "--cert", mine, "--key", another);
    }

    [Fact]
    public void Listen_CertificateAndUserForAServerWithoutTheExtensions_SaysThatTheyChangeNothing()
    {
        Scenario();
        using var certificate = Wire.SelfSignedCertificate.Create("mx");
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(Folder["mx.pem"], $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        string[] listen = ["listen", "small.yaml", "--port", "0", "--for", "100ms", "--cert", "mx.pem", "--user", "joe:secret"];
        var idle = RunProgram(listen);
        Assert.Equal(ExitCode.Ok, idle.ExitCode);
        Assert.Contains("--cert changes nothing here: the server does not offer STARTTLS; servers.mx.extensions has no 'starttls'", idle.Error);
        Assert.Contains("--user changes nothing here: the server does not offer AUTH", idle.Error);
        Assert.DoesNotContain("changes nothing", RunProgram([.. listen, "--set", "servers.mx.extensions=[starttls, auth]"]).Error);
    }

    [Fact]
    public void Listen_PortTaken_SaysSoAndWhatToDo()
    {
        Scenario();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        Fails(ExitCode.Unavailable, "another program has the port", "--port", ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Listen_AddressOfAnotherMachine_IsUnavailable()
    {
        Scenario();
        Fails(ExitCode.Unavailable, "the address is none of this machine", "--port", "0", "--address", "192.0.2.1");
    }

    [Fact]
    public void Listen_FolderThatCannotBe_IsToldBeforeItListens()
    {
        Scenario();
        Fails(ExitCode.CannotCreate, "can't keep mail in small.yaml", "--port", "0", "--keep", "small.yaml");
    }

    [Fact]
    public void Listen_CertificateMissing_IsNoInput()
    {
        Scenario();
        Fails(ExitCode.NoInput, "can't read the certificate", "--port", "0", "--cert", "none.pem");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Listen_Signal_Says421AndEndsWithASummary(string signal)
    {
        Scenario();
        using var process = Start("--port", "0", "--keep", "box");
        using var client = Connect(process);
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("220 mx-1 ", reader.ReadLine());
        using (var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        Assert.StartsWith("421 ", reader.ReadLine());
        Assert.Null(reader.ReadLine());
        client.Dispose();
        var run = SmtpSimProcess.Finish(process);
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.StartsWith("took 0 messages", run.Output);
        Assert.True(Directory.Exists(Folder["box/new"]));
    }

    [Fact]
    public void Listen_Json_IsALineForEachEventWithItsRule()
    {
        ScenarioWith("greylist: { delay: 60s }", "greylist: { delay: 60s }\n    sessions: 1");
        using var process = Start("--port", "0", "--host", "2", "--for", "3s", "--json");
        using (var client = Connect(process))
        using (var reader = new StreamReader(client.GetStream()))
        {
            Assert.StartsWith("220 mx-2 ", reader.ReadLine());
            client.GetStream().Write("QUIT\r\n"u8);
            Assert.StartsWith("221 ", reader.ReadLine());
        }
        var run = SmtpSimProcess.Finish(process);
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var events = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).Select(item => $"{item.GetProperty("event")} {item.GetProperty("text")}").ToList();
        Assert.Equal(
            ["connect 127.0.0.1", "reply 220 mx-2 ESMTP Service ready", "command QUIT", "reply 221 2.0.0 mx-2 Service closing transmission channel", "close "], events);
        Assert.Contains("took 0 messages", run.Error);
    }

    private void Fails(int exitCode, string message, params string[] options)
    {
        var run = RunProgram(["listen", "small.yaml", .. options]);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
        Assert.Equal(["small.yaml"], Folder.Names);
    }

    private Process Start(params string[] options) => SmtpSimProcess.Start(
        // A background job may have been started deaf to SIGINT, and hands that on.
        Folder.Path, "env", ["--default-signal=INT,TERM", "dotnet", SmtpSimProcess.Program, "listen", "small.yaml", .. options]);

    /// <summary>Connects to where the first line on standard error says that it listens.</summary>
    private static TcpClient Connect(Process process)
    {
        var line = process.StandardError.ReadLine() ?? "";
        Assert.Contains(" listens on 127.0.0.1:", line);
        return new TcpClient("127.0.0.1", int.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
    }
}
