using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Results;

/// <summary>
/// The tables of records: each column by its name, what it means, and where its values are. A column is read in a loop of its own: a call for each value took
/// two fifths of the time that writing takes.
/// </summary>
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
            new("client", RecordKind.Text, ClientMeaning, (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = names.ClientGroupOf(m[i].Client); }) { Texts = names.ClientGroups },
            new("client_host", RecordKind.Text, ClientHostMeaning, (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Client; }) { Texts = names.Clients },
            new("message", RecordKind.Integer, MessageMeaning, (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Ordinal + 1L; }),
            new("domain", RecordKind.Text, "domain of its recipients; a server's name where that is all there is to it", (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Domain; }) { Texts = names.Domains },
            new("submitted_s", RecordKind.Seconds, "when it was submitted, or queued by the relay", (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Submitted; }),
            new("ended_s", RecordKind.Seconds, "when it met its fate; null while it is queued",
                (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Fate == RecordedFate.Queued ? RecordColumn.Null : m[i].Ended; }) { IsNullable = true },
            new("delay_s", RecordKind.Seconds, "from submission to the acceptance of the last recipient; null unless delivered",
                (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Fate == RecordedFate.Delivered ? m[i].Ended - m[i].Submitted : RecordColumn.Null; }) { IsNullable = true },
            new("fate", RecordKind.Text, "`delivered`, `bounced` (a recipient was refused for good), `expired` (the client gave up), `dropped` (its queue was full, or lost in a crash), `queued` when the run ended",
                (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = (int)m[i].Fate; }) { Texts = RecordNames.Fates },
            new("bytes", RecordKind.Integer, "size", (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Bytes; }),
            new("attempts", RecordKind.Integer, "attempts to deliver it", (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Attempts; }),
            new("recipients", RecordKind.Integer, "recipients", (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Recipients; }),
            new("recipients_delivered", RecordKind.Integer, "those accepted by the next hop", (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Delivered; }),
            new("recipients_bounced", RecordKind.Integer, "those refused for good", (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Bounced; }),
            new("origin_host", RecordKind.Text, "client that submitted the message first; null where mail is not followed over relays",
                (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Hops < 0 ? RecordColumn.Null : m[i].Origin; }) { Texts = names.Clients, IsNullable = true },
            new("origin_message", RecordKind.Integer, "its number there: with `origin_host` the same at every hop", (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Hops < 0 ? RecordColumn.Null : m[i].OriginOrdinal + 1L; }) { IsNullable = true },
            new("hops", RecordKind.Integer, "relays it had passed before", (m, to) => { for (var i = 0; i < to.Length; i++) to[i] = m[i].Hops < 0 ? RecordColumn.Null : m[i].Hops; }) { IsNullable = true },
        ];
    }

    internal static IReadOnlyList<RecordColumn<AttemptRecord>> Attempts(World world)
    {
        var names = new RecordNames(world);
        return
        [
            new("client", RecordKind.Text, ClientMeaning, (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = names.ClientGroupOf(a[i].Client); }) { Texts = names.ClientGroups },
            new("client_host", RecordKind.Text, ClientHostMeaning, (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Client; }) { Texts = names.Clients },
            new("message", RecordKind.Integer, MessageMeaning, (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Ordinal + 1L; }),
            new("attempt", RecordKind.Integer, "number of the attempt, from 1", (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Attempt; }),
            new("session", RecordKind.Integer, "the client's number of the session that it ended in; null for none", (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Session == 0 ? RecordColumn.Null : a[i].Session; }) { IsNullable = true },
            new("server", RecordKind.Text, "server group of that session", (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Server < 0 ? RecordColumn.Null : names.ServerGroupOf(a[i].Server); }) { Texts = names.ServerGroups, IsNullable = true },
            new("server_host", RecordKind.Text, "the server's name", (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Server < 0 ? RecordColumn.Null : a[i].Server; }) { Texts = names.Hosts, IsNullable = true },
            new("started_s", RecordKind.Seconds, "when a session was asked for, or took the message", (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Started; }),
            new("ended_s", RecordKind.Seconds, "when it was over; null if the run ended first",
                (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Outcome == AttemptOutcome.Unfinished ? RecordColumn.Null : a[i].Ended; }) { IsNullable = true },
            new("outcome", RecordKind.Text, "what it left of the message: `delivered`, `bounced`, `deferred` (recipients are left for another attempt), `expired` (they were given up at once), `unfinished`",
                (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = (int)a[i].Outcome; }) { Texts = RecordNames.Outcomes },
            new("cause", RecordKind.Text, "what it failed by: `reply`, `lookup`, `refused` (the connection), `connection-lost`, `timed-out`, `no-tls`, `no-auth`, `limit` (sessions took no more recipients); null when it delivered",
                (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Cause == AttemptCause.None ? RecordColumn.Null : (int)a[i].Cause; }) { Texts = RecordNames.Causes, IsNullable = true },
            new("phase", RecordKind.Text, "phase of the session it failed in: `connection-establishment`, `mail-transfer`, `connection-termination`",
                (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = HasStep(a[i]) ? (int)ClientTable.PhaseOf(a[i].FailedAt) : RecordColumn.Null; }) { Texts = RecordNames.Phases, IsNullable = true },
            new("step", RecordKind.Text, "what the client waited for the answer to: `connect`, `greeting`, `ehlo`, `mail`, `rcpt`, `data`, `body`, …",
                (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = HasStep(a[i]) ? (int)a[i].FailedAt : RecordColumn.Null; }) { Texts = RecordNames.Steps, IsNullable = true },
            new("reply", RecordKind.Integer, "code of the reply it failed by", (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Reply.IsNone ? RecordColumn.Null : a[i].Reply.Code; }) { IsNullable = true },
            new("enhanced", RecordKind.Text, "the reply's enhanced status code (RFC 3463), where it had one", (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = RecordNames.EnhancedOf(a[i].Reply); }) { Texts = RecordNames.Enhanced, IsNullable = true },
            new("recipients_delivered", RecordKind.Integer, "recipients accepted in this attempt", (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Delivered; }),
            new("recipients_bounced", RecordKind.Integer, "recipients refused for good in this attempt", (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Bounced; }),
            new("recipients_left", RecordKind.Integer, "recipients without a fate after it", (a, to) => { for (var i = 0; i < to.Length; i++) to[i] = a[i].Open; }),
        ];
    }

    internal static IReadOnlyList<RecordColumn<SessionRecord>> Sessions(World world)
    {
        var names = new RecordNames(world);
        return
        [
            new("client", RecordKind.Text, ClientMeaning, (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = names.ClientGroupOf(s[i].Client); }) { Texts = names.ClientGroups },
            new("client_host", RecordKind.Text, ClientHostMeaning, (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = s[i].Client; }) { Texts = names.Clients },
            new("session", RecordKind.Integer, "the session's number at its client, from 1; with `client_host` it names the session", (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = s[i].Number; }),
            new("server", RecordKind.Text, "server group", (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = names.ServerGroupOf(s[i].Server); }) { Texts = names.ServerGroups },
            new("server_host", RecordKind.Text, "the server's name", (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = s[i].Server; }) { Texts = names.Hosts },
            new("opened_s", RecordKind.Seconds, "when the connection was asked for", (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = s[i].Opened; }),
            new("ended_s", RecordKind.Seconds, "when the session was over for the client; null if the run ended first",
                (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = s[i].IsUnfinished ? RecordColumn.Null : s[i].Ended; }) { IsNullable = true },
            new("outcome", RecordKind.Text, "how it ended: `completed` (QUIT was answered), `service-closing` (421), `refused`, `connection-lost`, `timed-out`, `unfinished`",
                (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = s[i].IsUnfinished ? ClientMetrics.Ends : (int)s[i].End; }) { Texts = RecordNames.Ends },
            new("phase", RecordKind.Text, "phase that it ended in: `connection-establishment`, `mail-transfer`, `connection-termination`", (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = (int)s[i].Phase; }) { Texts = RecordNames.Phases },
            new("message", RecordKind.Integer, "the message it was opened for; others may have followed", (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = s[i].Ordinal + 1L; }),
            new("attempt", RecordKind.Integer, "the attempt it was opened for", (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = s[i].Attempt; }),
            new("transactions", RecordKind.Integer, "mail transactions it had or was to have", (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = s[i].Transactions; }),
            new("tls", RecordKind.Flag, "it was inside TLS", (s, to) => { for (var i = 0; i < to.Length; i++) to[i] = s[i].InsideTls ? 1 : 0; }),
        ];
    }

    private static bool HasStep(in AttemptRecord attempt) => attempt.Cause is not (AttemptCause.None or AttemptCause.Lookup or AttemptCause.Limit);
}
