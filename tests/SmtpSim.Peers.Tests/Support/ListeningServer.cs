using System.Text.Json;

namespace SmtpSim.Peers.Tests;

/// <summary><c>smtpsim listen</c> as a process of its own: what it takes is kept in a Maildir, what is said is read from its JSON log.</summary>
internal sealed class ListeningServer : IDisposable
{
    private readonly Folder _folder = new();
    private readonly PeerProcess _process;

    /// <param name="server">The keys of the server group, in YAML, such as <c>greylist: { delay: 2s }</c>.</param>
    /// <param name="options">More options of <c>listen</c>.</param>
    public ListeningServer(string server = "count: 1", params string[] options)
    {
        var scenario = _folder.Write("peer.yaml", $$"""
            schema: 1
            name: peer
            duration: 1h
            servers:
              mx: { {{server}} }
            clients:
              nobody: { count: 1, retry: none }
            traffic:
              - { from: nobody, to: mx, arrivals: { every: 1h } }
            """);
        _process = SmtpSimProgram.Start(["listen", scenario, "--server", "mx", "--port", "0", "--json", "--keep", _folder["mail"], .. options]);
        Port = int.Parse(_process.WaitFor(@"listens on 127\.0\.0\.1:(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    /// <summary>Everything that was said so far, a line for each command and reply, such as <c>C: EHLO me</c>.</summary>
    public IReadOnlyList<string> Said =>
        [.. _process.Text.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).SelectMany(Lines)];

    /// <summary>The messages taken, as a Maildir holds them: lines end with LF.</summary>
    public IReadOnlyList<string> Mail => Directory.Exists(_folder["mail/new"]) ? [.. Directory.GetFiles(_folder["mail/new"]).Order().Select(File.ReadAllText)] : [];

    public IReadOnlyList<string> WaitForMail(int count)
    {
        Until.True(() => Mail.Count >= count, () => $"{Mail.Count} of {count} messages came. The server said:\n{string.Join('\n', Said)}");
        return Mail;
    }

    public void WaitForSaid(string text) =>
        Until.True(() => Said.Any(line => line.Contains(text, StringComparison.OrdinalIgnoreCase)), () => $"nobody said '{text}', but:\n{string.Join('\n', Said)}");

    public void Dispose()
    {
        _process.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<string> Lines(JsonElement item)
    {
        var who = item.GetProperty("event").GetString() switch { "command" => "C: ", "reply" => "S: ", var other => other + ": " };
        return (item.GetProperty("text").GetString() ?? "").Split('\n').Select(line => who + line);
    }
}
