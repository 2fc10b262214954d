namespace SmtpSim.Peers.Tests;

/// <summary>A real Exim in a folder of its own, which takes all mail into one mbox file.</summary>
internal sealed class EximInstance : IDisposable
{
    private readonly Folder _folder = new();
    private readonly PeerProcess _process;

    /// <param name="certificate">Offers STARTTLS with it; null: not.</param>
    public EximInstance(ServerCertificate? certificate = null)
    {
        Peer.NeedRoot();
        var exim = Peer.Program("exim4", "SMTPSIM_EXIM");
        Port = Until.FreePort();
        Directory.CreateDirectory(_folder["spool"]);
        var configuration = _folder.Write("exim.conf", $"""
            exim_path = {exim}
            exim_user = nobody
            exim_group = nogroup
            keep_environment =
            spool_directory = {_folder["spool"]}
            log_file_path = {_folder["log-%slog"]}
            pid_file_path = {_folder["pid"]}
            local_interfaces = 127.0.0.1
            daemon_smtp_ports = {Port}
            primary_hostname = exim.test
            qualify_domain = exim.test
            acl_smtp_mail = accept
            acl_smtp_rcpt = accept
            acl_smtp_data = accept
            host_lookup =
            {(certificate is null ? "tls_advertise_hosts =" : $"tls_advertise_hosts = *\ntls_certificate = {_folder["certificate.pem"]}\ntls_privatekey = {_folder["key.pem"]}")}
            chunking_advertise_hosts = *
            dsn_advertise_hosts = *
            never_users =
            begin routers
            all:
              driver = accept
              transport = file
            begin transports
            file:
              driver = appendfile
              file = {_folder["mbox"]}
              user = nobody
              group = nogroup
            begin retry
            * * F,1h,1m

            """);
        if (certificate is not null)
        {
            File.Copy(certificate.Path, _folder["certificate.pem"]); // its own copies: it reads them as the user it changes to
            File.Copy(certificate.KeyPath, _folder["key.pem"]);
        }
        Assert.Equal(0, PeerProcess.Run("chown", ["-R", "nobody:nogroup", _folder.Path]).Code);
        Assert.Equal(0, PeerProcess.Run("chown", ["root", configuration]).Code); // Exim trusts no other owner
        _process = PeerProcess.Start(exim, "-C", configuration, "-bdf");
        Until.Listens(Port, () => $"Exim does not listen. It printed:\n{_process.Text}");
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    public string WaitForMail(string text)
    {
        var mbox = _folder["mbox"];
        Until.True(() => File.Exists(mbox) && File.ReadAllText(mbox).Contains(text, StringComparison.Ordinal), () => $"no mail with '{text}' came. Exim printed:\n{_process.Text}");
        return File.ReadAllText(mbox);
    }

    public void Dispose()
    {
        _process.Dispose();
        _folder.Dispose();
    }
}
