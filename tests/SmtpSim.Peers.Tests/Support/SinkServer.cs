namespace SmtpSim.Peers.Tests;

/// <summary>Postfix's <c>smtp-sink</c>, which takes everything and can keep it in files.</summary>
internal sealed class SinkServer : IDisposable
{
    private readonly Folder _folder = new();
    private readonly PeerProcess _process;

    public SinkServer(params string[] options)
    {
        var program = Peer.Program("smtp-sink");
        Port = Until.FreePort();
        Directory.CreateDirectory(_folder["mail"]);
        // What is left of its privileges after start must be able to write there; only root has any to leave.
        if (Environment.IsPrivilegedProcess)
            Assert.Equal(0, PeerProcess.Run("chown", ["nobody", _folder["mail"]]).Code);
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        _process = PeerProcess.Start(program, [.. user, "-D", _folder["mail"] + "/%H", .. options, $"127.0.0.1:{Port}", "100"]);
        Until.Listens(Port, () => $"smtp-sink does not listen. It printed:\n{_process.Text}");
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    /// <summary>The transactions it took, with X-Client, X-Mail and X-Rcpt header lines.</summary>
    public IReadOnlyList<string> Mail => [.. Directory.GetFiles(_folder["mail"]).Select(File.ReadAllText).SelectMany(Parts)];

    public IReadOnlyList<string> WaitForMail(int count)
    {
        Until.True(() => Mail.Count >= count, () => $"{Mail.Count} of {count} messages came.");
        return Mail;
    }

    public void Dispose()
    {
        _process.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<string> Parts(string text) =>
        text.Split("X-Client-Addr: ").Skip(1);
}
