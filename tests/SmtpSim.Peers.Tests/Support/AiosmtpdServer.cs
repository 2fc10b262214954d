namespace SmtpSim.Peers.Tests;

/// <summary>Python's aiosmtpd, which prints what it takes.</summary>
internal sealed class AiosmtpdServer : IDisposable
{
    private readonly PeerProcess _process;

    public AiosmtpdServer()
    {
        // Debian's package belongs to the system's Python, whichever else comes first on the path.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : Peer.Program("python3");
        Peer.Need(PeerProcess.Run(python, ["-c", "import aiosmtpd"]).Code == 0, "aiosmtpd is not on this machine");
        Port = Until.FreePort();
        _process = PeerProcess.Start(python, "-u", "-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{Port}", "-c", "aiosmtpd.handlers.Debugging", "stdout");
        Until.Listens(Port, () => $"aiosmtpd does not listen. It printed:\n{_process.Text}");
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    public void WaitFor(string pattern) => _process.WaitFor(pattern);

    public void Dispose() => _process.Dispose();
}
