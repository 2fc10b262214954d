using System.Diagnostics;
using CsCheck;
using SmtpSim.Model;

namespace SmtpSim.Wire.Tests;

/// <summary>
/// What Wireshark makes of captures. Without a warning means: it warns of no packet but of those that reset a connection, of which it
/// warns as such and where the simulation has them; what is lost and sent again it notes as a retransmission.
/// </summary>
public sealed class TsharkTests
{
    private static readonly bool Required = Environment.GetEnvironmentVariable("CI") is "true";

    [Fact]
    public void Plain_Warnings_AreNone()
    {
        using var capture = new TemporaryCapture(CaptureScenarios.Plain, 20);
        Assert.Empty(Read(capture.Path, "_ws.expert.severity >= 0x00600000 || tcp.analysis.flags", "_ws.expert.message"));
    }

    [Fact]
    public void Plain_Smtp_IsDissectedAsCommandsAndReplies()
    {
        using var capture = new TemporaryCapture(CaptureScenarios.Plain, 1);
        var commands = Read(capture.Path, "smtp.req.command", "smtp.req.command");
        Assert.Equal(["EHLO", "MAIL", "RCPT", "RCPT", "DATA"], commands.Take(5));
        Assert.Equal("QUIT", commands[^1]);
        var codes = Read(capture.Path, "smtp.response.code", "smtp.response.code");
        Assert.Equal(["220", "250", "250", "250", "250", "354", "250"], codes.Take(7));
        Assert.Equal("221", codes[^1]);
        Assert.Contains("<u1@mta-1>", Read(capture.Path, "imf", "imf.from")[0]);
    }

    [Fact]
    public void Chunked_Smtp_HasChunksAndNoWarning()
    {
        using var capture = new TemporaryCapture(CaptureScenarios.Chunked, 5);
        Assert.Empty(Read(capture.Path, "_ws.expert.severity >= 0x00600000 || tcp.analysis.flags", "_ws.expert.message"));
        Assert.Contains("BDAT", string.Join(' ', Read(capture.Path, "smtp.req.command", "smtp.req.command")));
    }

    [Fact]
    public void Encrypted_Session_IsTlsAndNoWarning()
    {
        using var capture = new TemporaryCapture(CaptureScenarios.Encrypted, 1);
        Assert.Empty(Read(capture.Path, "_ws.expert.severity >= 0x00600000 || tcp.analysis.flags || _ws.malformed", "_ws.expert.message"));
        Assert.Equal(["1", "2"], Read(capture.Path, "tls.handshake.type", "tls.handshake.type"));
        // Of a verb that it does not know the dissector takes four letters.
        Assert.Equal("STAR", Read(capture.Path, "smtp.req.command", "smtp.req.command")[^1]);
        Assert.Contains(Read(capture.Path, "tls.record.opaque_type == 23", "frame.comment"), comment => comment.Contains("MAIL FROM:<u1@mta-1>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_Warnings_AreResetsOfTheSimulation(bool loses)
    {
        CaptureScenarios.Any(loses).Sample(scenario =>
        {
            using var capture = new TemporaryCapture(scenario, 40);
            var warnings = Read(capture.Path, "_ws.expert.severity >= 0x00600000 && !tcp.flags.reset == 1", "_ws.expert.message");
            Assert.True(warnings.Length == 0, string.Join('\n', warnings));
            Assert.Empty(Read(capture.Path, "_ws.malformed || tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment || tcp.analysis.out_of_order || tcp.checksum.status == 0", "frame.number"));
            var resets = capture.Sessions.Count(session => session.Lines.Any(line => line.Kind is TraceKind.Refused or TraceKind.Reset
                || (line.Kind == TraceKind.TimedOut && session.Established != Kernel.SimTime.Never)));
            Assert.True(resets <= Read(capture.Path, "tcp.flags.reset == 1", "frame.number").Length);
        }, iter: 3, threads: 1);
    }

    [Fact]
    public void Lossy_WhatIsSentAgain_IsNotedAsRetransmission()
    {
        using var capture = new TemporaryCapture(CaptureScenarios.Lossy, 20);
        var noted = Read(capture.Path, "tcp.analysis.retransmission", "frame.comment");
        var again = Read(capture.Path, "frame.comment contains \"sent again\" || frame.comment contains \"SYN again\"", "frame.comment");
        Assert.NotEmpty(noted);
        Assert.Equal(again, noted);
    }

    private static string[] Read(string file, string filter, string field)
    {
        var start = new ProcessStartInfo("tshark")
        {
            ArgumentList = { "-n", "-r", file, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-Y", filter, "-T", "fields", "-e", field },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(60_000), "tshark does not end");
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class TemporaryCapture : IDisposable
    {
        public TemporaryCapture(Scenario scenario, int sessions)
        {
            Assert.SkipUnless(Required || OnPath("tshark"), "tshark is not installed");
            Sessions = TraceRun.FirstSessions(scenario, sessions);
            using var output = File.Create(Path);
            new Capture(scenario).Write(Sessions, output);
        }

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + ".pcapng");

        public IReadOnlyList<SessionLog> Sessions { get; }

        public void Dispose() => File.Delete(Path);

        private static bool OnPath(string program)
            => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Any(folder => File.Exists(System.IO.Path.Combine(folder, program)));
    }
}
