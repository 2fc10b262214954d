using System.Globalization;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Results;

/// <summary>The texts that the tables of records share: names of the world's hosts and groups, and words for what happened.</summary>
internal sealed class RecordNames(World world)
{
    private readonly int[] _clientGroups = [.. Enumerable.Range(0, world.ClientHosts).Select(world.ClientGroupOf)];
    private readonly int[] _serverGroups = [.. Enumerable.Range(world.ClientHosts, world.ServerHosts).Select(world.ServerGroupOf)];

    public static RecordTexts Fates { get; } = RecordTexts.From("delivered", "bounced", "expired", "dropped", "queued");

    public static RecordTexts Outcomes { get; } = RecordTexts.From("delivered", "bounced", "deferred", "expired", "unfinished");

    public static RecordTexts Causes { get; } = RecordTexts.From("", "reply", "lookup", "refused", "connection-lost", "timed-out", "no-tls", "no-auth", "limit");

    /// <summary>As <c>summary.json</c> and the metrics call them, and what has not ended.</summary>
    public static RecordTexts Ends { get; } = RecordTexts.From("completed", "service-closing", "refused", "connection-lost", "timed-out", "unfinished");

    public static RecordTexts Phases { get; } = RecordTexts.From("connection-establishment", "mail-transfer", "connection-termination");

    /// <summary>By <see cref="ClientState"/>: what was sent last.</summary>
    public static RecordTexts Steps { get; } = RecordTexts.From(
        "connect", "greeting", "ehlo", "helo", "mail", "rcpt", "data", "body", "rset", "quit", "", "starttls", "tls", "auth", "chunk");

    /// <summary>Enhanced status codes (RFC 3463) by <see cref="EnhancedOf"/>.</summary>
    public static RecordTexts Enhanced { get; } = new(6 << 11, number => string.Create(
        CultureInfo.InvariantCulture, $"{number >> 11}.{(number >> 8) & 7}.{number & 0xFF}"));

    public RecordTexts ClientGroups { get; } = new(world.Scenario.Clients.Count, group => world.Scenario.Clients[group].Name);

    public RecordTexts ServerGroups { get; } = new(world.Scenario.Servers.Count, group => world.Scenario.Servers[group].Name);

    public RecordTexts Clients { get; } = new(world.ClientHosts, world.NameOf);

    /// <summary>By host number, so that the clients come first.</summary>
    public RecordTexts Hosts { get; } = new(world.HostCount, world.NameOf);

    /// <summary>Domains; those that have a single server are the server's host number.</summary>
    public RecordTexts Domains { get; } = new(world.HostCount + world.Scenario.Domains.Sum(group => group.Count), world.NameOf);

    public static long EnhancedOf(Reply reply)
        => reply.HasEnhancedStatus ? (reply.Class << 11) | (reply.Subject << 8) | reply.Detail : RecordColumn.Null;

    public int ClientGroupOf(int host) => _clientGroups[host];

    public int ServerGroupOf(int host) => _serverGroups[host - _clientGroups.Length];
}
