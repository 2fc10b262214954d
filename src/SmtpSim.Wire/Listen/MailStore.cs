using System.Globalization;

namespace SmtpSim.Wire;

/// <summary>Keeps accepted mail in files: a Maildir, a folder of .eml files, or both.</summary>
/// <param name="maildir">The Maildir; null for none.</param>
/// <param name="eml">The folder; null for none.</param>
public sealed class MailStore(string? maildir, string? eml)
{
    private long _messages;

    internal string? Maildir => maildir;

    internal string? Eml => eml;

    /// <summary>Makes the folders and tries whether they can be written.</summary>
    /// <exception cref="IOException">They can't.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be written.</exception>
    public void Prepare()
    {
        foreach (var folder in new[] { maildir is null ? null : Path.Combine(maildir, "tmp"), maildir is null ? null : Path.Combine(maildir, "new"),
            maildir is null ? null : Path.Combine(maildir, "cur"), eml })
        {
            if (folder is null)
                continue;
            Directory.CreateDirectory(folder);
            var trial = Path.Combine(folder, ".smtpsim-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
        }
    }

    internal KeptMessage MessagesOf(string server, string peer, EventTeller? log) => new(this, server, peer, log);

    /// <summary>A name that no other message has, as Maildir makes them: time, process and number, host.</summary>
    internal string NextName(DateTimeOffset time, string server) => string.Create(CultureInfo.InvariantCulture,
        $"{time.ToUnixTimeSeconds()}.M{time.Microsecond + time.Millisecond * 1000:000000}P{Environment.ProcessId}Q{Interlocked.Increment(ref _messages)}.{server}");
}
