using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Results;

/// <summary>The tables of records: each column by its name, what it means, and where its value is.</summary>
public static class RecordTable
{
    private const string ClientMeaning = "client group";
    private const string ClientHostMeaning = "the client's name, as in traces";
    private const string MessageMeaning = "the message's number at its client, from 1; with `client_host` it names the message: `smtpsim trace --message CLIENT_HOST/MESSAGE`";

    /// <summary>A table's file name without its ending, as users name it.</summary>
    public static string NameOf(RecordTables table) => table switch
    {
        RecordTables.Messages => "messages",
        RecordTables.Attempts => "attempts",
        _ => "sessions",
    };

    /// <summary>The columns of a table, for a world: texts are its names.</summary>
    public static IReadOnlyList<RecordColumn> ColumnsOf(RecordTables table, World world) => table switch
    {
        RecordTables.Messages => Messages(world),
        RecordTables.Attempts => Attempts(world),
        _ => Sessions(world),
    };

    internal static IReadOnlyList<RecordColumn<MessageRecord>> Messages(World world)
    {
        var names = new RecordNames(world);
        return
        [
            new("client", RecordKind.Text, ClientMeaning, (in m) => names.ClientGroupOf(m.Client)) { Texts = names.ClientGroups },
            new("client_host", RecordKind.Text, ClientHostMeaning, (in m) => m.Client) { Texts = names.Clients },
            new("message", RecordKind.Integer, MessageMeaning, (in m) => m.Ordinal + 1L),
            new("domain", RecordKind.Text, "domain of its recipients; a server's name where that is all there is to it", (in m) => m.Domain) { Texts = names.Domains },
            new("submitted_s", RecordKind.Seconds, "when it was submitted, or queued by the relay", (in m) => m.Submitted),
            new("ended_s", RecordKind.Seconds, "when it met its fate; null while it is queued",
                (in m) => m.Fate == RecordedFate.Queued ? RecordColumn.Null : m.Ended) { IsNullable = true },
            new("delay_s", RecordKind.Seconds, "from submission to the acceptance of the last recipient; null unless delivered",
                (in m) => m.Fate == RecordedFate.Delivered ? m.Ended - m.Submitted : RecordColumn.Null) { IsNullable = true },
            new("fate", RecordKind.Text, "`delivered`, `bounced` (a recipient was refused for good), `expired` (the client gave up), `dropped` (its queue was full, or lost in a crash), `queued` when the run ended",
                (in m) => (int)m.Fate) { Texts = RecordNames.Fates },
            new("bytes", RecordKind.Integer, "size", (in m) => m.Bytes),
            new("attempts", RecordKind.Integer, "attempts to deliver it", (in m) => m.Attempts),
            new("recipients", RecordKind.Integer, "recipients", (in m) => m.Recipients),
            new("recipients_delivered", RecordKind.Integer, "those accepted by the next hop", (in m) => m.Delivered),
            new("recipients_bounced", RecordKind.Integer, "those refused for good", (in m) => m.Bounced),
            new("origin_host", RecordKind.Text, "client that submitted the message first; null where mail is not followed over relays",
                (in m) => m.Hops < 0 ? RecordColumn.Null : m.Origin) { Texts = names.Clients, IsNullable = true },
            new("origin_message", RecordKind.Integer, "its number there: with `origin_host` the same at every hop", (in m) => m.Hops < 0 ? RecordColumn.Null : m.OriginOrdinal + 1L) { IsNullable = true },
            new("hops", RecordKind.Integer, "relays it had passed before", (in m) => m.Hops < 0 ? RecordColumn.Null : m.Hops) { IsNullable = true },
        ];
    }

    internal static IReadOnlyList<RecordColumn<AttemptRecord>> Attempts(World world)
    {
        var names = new RecordNames(world);
        return
        [
            new("client", RecordKind.Text, ClientMeaning, (in a) => names.ClientGroupOf(a.Client)) { Texts = names.ClientGroups },
            new("client_host", RecordKind.Text, ClientHostMeaning, (in a) => a.Client) { Texts = names.Clients },
            new("message", RecordKind.Integer, MessageMeaning, (in a) => a.Ordinal + 1L),
            new("attempt", RecordKind.Integer, "number of the attempt, from 1", (in a) => a.Attempt),
            new("session", RecordKind.Integer, "the client's number of the session that it ended in; null for none", (in a) => a.Session == 0 ? RecordColumn.Null : a.Session) { IsNullable = true },
            new("server", RecordKind.Text, "server group of that session", (in a) => a.Server < 0 ? RecordColumn.Null : names.ServerGroupOf(a.Server)) { Texts = names.ServerGroups, IsNullable = true },
            new("server_host", RecordKind.Text, "the server's name", (in a) => a.Server < 0 ? RecordColumn.Null : a.Server) { Texts = names.Hosts, IsNullable = true },
            new("started_s", RecordKind.Seconds, "when a session was asked for, or took the message", (in a) => a.Started),
            new("ended_s", RecordKind.Seconds, "when it was over; null if the run ended first",
                (in a) => a.Outcome == AttemptOutcome.Unfinished ? RecordColumn.Null : a.Ended) { IsNullable = true },
            new("outcome", RecordKind.Text, "what it left of the message: `delivered`, `bounced`, `deferred` (recipients are left for another attempt), `expired` (they were given up at once), `unfinished`",
                (in a) => (int)a.Outcome) { Texts = RecordNames.Outcomes },
            new("cause", RecordKind.Text, "what it failed by: `reply`, `lookup`, `refused` (the connection), `connection-lost`, `timed-out`, `no-tls`, `no-auth`, `limit` (sessions took no more recipients); null when it delivered",
                (in a) => a.Cause == AttemptCause.None ? RecordColumn.Null : (int)a.Cause) { Texts = RecordNames.Causes, IsNullable = true },
            new("phase", RecordKind.Text, "phase of the session it failed in: `connection-establishment`, `mail-transfer`, `connection-termination`",
                (in a) => HasStep(a) ? (int)ClientTable.PhaseOf(a.FailedAt) : RecordColumn.Null) { Texts = RecordNames.Phases, IsNullable = true },
            new("step", RecordKind.Text, "what the client waited for the answer to: `connect`, `greeting`, `ehlo`, `mail`, `rcpt`, `data`, `body`, …",
                (in a) => HasStep(a) ? (int)a.FailedAt : RecordColumn.Null) { Texts = RecordNames.Steps, IsNullable = true },
            new("reply", RecordKind.Integer, "code of the reply it failed by", (in a) => a.Reply.IsNone ? RecordColumn.Null : a.Reply.Code) { IsNullable = true },
            new("enhanced", RecordKind.Text, "the reply's enhanced status code (RFC 3463), where it had one", (in a) => RecordNames.EnhancedOf(a.Reply)) { Texts = RecordNames.Enhanced, IsNullable = true },
            new("recipients_delivered", RecordKind.Integer, "recipients accepted in this attempt", (in a) => a.Delivered),
            new("recipients_bounced", RecordKind.Integer, "recipients refused for good in this attempt", (in a) => a.Bounced),
            new("recipients_left", RecordKind.Integer, "recipients without a fate after it", (in a) => a.Open),
        ];
    }

    internal static IReadOnlyList<RecordColumn<SessionRecord>> Sessions(World world)
    {
        var names = new RecordNames(world);
        return
        [
            new("client", RecordKind.Text, ClientMeaning, (in s) => names.ClientGroupOf(s.Client)) { Texts = names.ClientGroups },
            new("client_host", RecordKind.Text, ClientHostMeaning, (in s) => s.Client) { Texts = names.Clients },
            new("session", RecordKind.Integer, "the session's number at its client, from 1; with `client_host` it names the session", (in s) => s.Number),
            new("server", RecordKind.Text, "server group", (in s) => names.ServerGroupOf(s.Server)) { Texts = names.ServerGroups },
            new("server_host", RecordKind.Text, "the server's name", (in s) => s.Server) { Texts = names.Hosts },
            new("opened_s", RecordKind.Seconds, "when the connection was asked for", (in s) => s.Opened),
            new("ended_s", RecordKind.Seconds, "when the session was over for the client; null if the run ended first",
                (in s) => s.IsUnfinished ? RecordColumn.Null : s.Ended) { IsNullable = true },
            new("outcome", RecordKind.Text, "how it ended: `completed` (QUIT was answered), `service-closing` (421), `refused`, `connection-lost`, `timed-out`, `unfinished`",
                (in s) => s.IsUnfinished ? ClientMetrics.Ends : (int)s.End) { Texts = RecordNames.Ends },
            new("phase", RecordKind.Text, "phase that it ended in: `connection-establishment`, `mail-transfer`, `connection-termination`", (in s) => (int)s.Phase) { Texts = RecordNames.Phases },
            new("message", RecordKind.Integer, "the message it was opened for; others may have followed", (in s) => s.Ordinal + 1L),
            new("attempt", RecordKind.Integer, "the attempt it was opened for", (in s) => s.Attempt),
            new("transactions", RecordKind.Integer, "mail transactions it had or was to have", (in s) => s.Transactions),
            new("tls", RecordKind.Flag, "it was inside TLS", (in s) => s.InsideTls ? 1 : 0),
        ];
    }

    private static bool HasStep(in AttemptRecord attempt) => attempt.Cause is not (AttemptCause.None or AttemptCause.Lookup or AttemptCause.Limit);
}
