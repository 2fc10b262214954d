namespace SmtpSim.Peers.Tests;

/// <summary>Python's aiosmtpd, which prints what it takes.</summary>
internal sealed class AiosmtpdServer : IDisposable
{
    /// <summary>Its command line starts SMTP alone.</summary>
    private const string Lmtp = """
        import asyncio, sys
        from aiosmtpd.handlers import Debugging
        from aiosmtpd.lmtp import LMTP
        async def main():
            server = await asyncio.get_running_loop().create_server(lambda: LMTP(Debugging(sys.stdout)), '127.0.0.1', int(sys.argv[1]))
            await server.serve_forever()
        asyncio.run(main())
        """;

    private readonly PeerProcess _process;

    /// <param name="lmtp">It speaks LMTP, with one reply to a text: its handler knows no more.</param>
    /// <param name="certificate">With one it takes no mail outside TLS.</param>
    public AiosmtpdServer(bool lmtp = false, ServerCertificate? certificate = null)
    {
        // Debian's package belongs to the system's Python, whichever else comes first on the path.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : Peer.Program("python3");
        Peer.Need(PeerProcess.Run(python, ["-c", "import aiosmtpd"]).Code == 0, "aiosmtpd is not on this machine");
        Port = Until.FreePort();
        string[] tls = certificate is null ? [] : ["--tlscert", certificate.Path, "--tlskey", certificate.KeyPath];
        _process = lmtp
            ? PeerProcess.Start(python, "-u", "-c", Lmtp, Port.ToString(CultureInfo.InvariantCulture))
            : PeerProcess.Start(python, ["-u", "-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{Port}", .. tls, "-c", "aiosmtpd.handlers.Debugging", "stdout"]);
        Until.Listens(Port, () => $"aiosmtpd does not listen. It printed:\n{_process.Text}");
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    public void WaitFor(string pattern) => _process.WaitFor(pattern);

    public void Dispose() => _process.Dispose();
}
