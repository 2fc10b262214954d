namespace SmtpSim.Peers.Tests;

/// <summary>Postgrey, the greylisting policy server for Postfix.</summary>
internal sealed class PostgreyServer : IDisposable
{
    private readonly Folder _folder = new();
    private readonly PeerProcess _process;

    public PostgreyServer(int delaySeconds)
    {
        Peer.NeedRoot();
        var program = Peer.Program("postgrey");
        Port = Until.FreePort();
        Directory.CreateDirectory(_folder["db"]);
        Assert.Equal(0, PeerProcess.Run("chown", ["postgrey", _folder["db"]]).Code);
        // Its default lists let localhost and well-known senders pass.
        var none = _folder.Write("none", "");
        _process = PeerProcess.Start(program, $"--inet=127.0.0.1:{Port}", $"--delay={delaySeconds}", $"--dbdir={_folder["db"]}", $"--pidfile={_folder["pid"]}",
            $"--whitelist-clients={none}", $"--whitelist-recipients={none}", "--auto-whitelist-clients=1000");
        Until.Listens(Port, () => $"postgrey does not listen. It printed:\n{_process.Text}");
    }

    public int Port { get; }

    public void Dispose()
    {
        _process.Dispose();
        _folder.Dispose();
    }
}
