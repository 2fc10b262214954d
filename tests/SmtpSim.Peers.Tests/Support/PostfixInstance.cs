namespace SmtpSim.Peers.Tests;

/// <summary>A real Postfix in a folder of its own: takes mail on a port of 127.0.0.1 and passes it on to another, or discards it.</summary>
internal sealed class PostfixInstance : IDisposable
{
    private static readonly string[] Services =
    [
        "pickup unix n - n 60 1 pickup", "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr", "tlsmgr unix - - n 1000? 1 tlsmgr",
        "rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce", "trace unix - - n - 0 bounce",
        "verify unix - - n - 1 verify", "flush unix n - n 1000? 0 flush", "proxymap unix - - n - - proxymap", "smtp unix - - n - - smtp", "lmtp unix - - n - - lmtp",
        "relay unix - - n - - smtp", "showq unix n - n - - showq", "error unix - - n - - error", "retry unix - - n - - error",
        "discard unix - - n - - discard", "local unix - n n - - local", "anvil unix - - n - 1 anvil", "scache unix - - n - 1 scache",
        "postlog unix-dgram n - n - 1 postlogd",
    ];

    private readonly Folder _folder = new();
    private readonly string _postfix;

    /// <param name="relayPort">Where mail goes on to; 0: it is discarded.</param>
    /// <param name="settings">More lines of main.cf.</param>
    public PostfixInstance(int relayPort, params string[] settings)
    {
        Peer.NeedRoot();
        _postfix = Peer.Program("postfix");
        Port = Until.FreePort();
        Directory.CreateDirectory(_folder["queue"]);
        Directory.CreateDirectory(_folder["data"]);
        Assert.Equal(0, PeerProcess.Run("chown", ["postfix", _folder["data"]]).Code);
        string[] main =
        [
            "compatibility_level = 3.6", $"queue_directory = {_folder["queue"]}", $"data_directory = {_folder["data"]}", "command_directory = /usr/sbin",
            "daemon_directory = /usr/lib/postfix/sbin", "mail_owner = postfix", "setgid_group = postdrop", "myhostname = postfix.test", "mydestination =",
            "inet_interfaces = 127.0.0.1", "inet_protocols = ipv4", "disable_dns_lookups = yes", "mynetworks = 127.0.0.0/8", "alias_maps =", "local_recipient_maps =",
            $"maillog_file = {_folder["log"]}", $"maillog_file_prefixes = {Path.GetTempPath().TrimEnd('/')}",
            relayPort == 0 ? "default_transport = discard" : $"relayhost = [127.0.0.1]:{relayPort}",
            .. settings,
        ];
        _folder.Write("conf/main.cf", string.Join('\n', main) + "\n");
        _folder.Write("conf/master.cf", $"127.0.0.1:{Port} inet n - n - - smtpd\n" + string.Join('\n', Services) + "\n");
        var (code, text) = PeerProcess.Run(_postfix, ["-c", _folder["conf"], "start"]);
        Assert.True(code == 0, text);
        Until.Listens(Port, () => $"Postfix does not listen. It logged:\n{Log}");
    }

    public int Port { get; }

    public string Log => File.Exists(_folder["log"]) ? File.ReadAllText(_folder["log"]) : "";

    public void WaitForLog(string text) => Until.True(() => Log.Contains(text, StringComparison.Ordinal), () => $"Postfix never logged '{text}', but:\n{Log}");

    public void Dispose()
    {
        PeerProcess.Run(_postfix, ["-c", _folder["conf"], "stop"]);
        _folder.Dispose();
    }
}
