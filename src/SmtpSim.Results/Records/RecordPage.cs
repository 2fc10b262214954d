using System.Text;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>The page that documents records, <c>docs/records.md</c>, made from the tables.</summary>
public static class RecordPage
{
    /// <summary>The page's question to DuckDB; the files stand in <c>results/latest</c>.</summary>
    public const string DuckDbQuery =
        """
        SELECT a.client, a.cause, a.reply, count(*) AS attempts, count(DISTINCT (a.client_host, a.message)) AS messages
        FROM 'results/latest/attempts.parquet' a JOIN 'results/latest/messages.parquet' m USING (client_host, message)
        WHERE m.fate = 'expired'
        GROUP BY ALL ORDER BY attempts DESC
        """;

    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append(
            $"""
            # Records

            A row for each message, each attempt to deliver one, each session, written while the run goes on:

                smtpsim run greylisting --records all
                smtpsim run greylisting --records messages,attempts --sample 1%
                smtpsim run greylisting --records messages --where 'client=postfix and delay_s > 300' --format csv

            The files stand in the results folder as `messages.parquet`, `attempts.parquet` and `sessions.parquet`, or `.csv`. Rows are in the order in which what they are about
            ended; what had not ended stands last. The bytes are the same for the same scenario and seed, in however many partitions; the run's digest is the same with records and without.

            Memory stays the same however many records there are: the program took 185, 187 and 192 MiB at most for dense runs of 1.5, 3 and 10 million messages with all their attempts and
            sessions, some 50 bytes a message on the disk. A few batches may wait to be written, then the run waits; all that grows is a file's footer, 1 kB for each 65,536 rows.

            `--sample` keeps a share of the messages, chosen by a hash of their identity with the seed, with all their attempts and the sessions these were made in.
            `--where` keeps the rows that meet all conditions: `=`, `!=`, `<`, `<=`, `>`, `>=` on columns, joined by `and`; seconds as numbers, `null` for no value. Every table asked for
            must have the column; what is about another table's column is a join afterwards.

            Times are seconds of virtual time. A message is named by `client_host` and `message`, an attempt by these and `attempt`, a session by `client_host` and `session`.

            DuckDB:

            ```sql
            {DuckDbQuery}
            ```

            pandas:

            ```python
            import pandas as pd
            messages = pd.read_parquet("results/latest/messages.parquet")
            messages.groupby("client")["delay_s"].describe()
            ```

            R:

            ```r
            messages <- arrow::read_parquet("results/latest/messages.parquet")
            aggregate(delay_s ~ client, messages, median)
            ```

            """);
        var world = new World(Nobody);
        foreach (var table in new[] { RecordTables.Messages, RecordTables.Attempts, RecordTables.Sessions })
        {
            text.Append($"\n## {RecordTable.NameOf(table)}\n\n| column | type | what it says |\n|---|---|---|\n");
            foreach (var column in RecordTable.ColumnsOf(table, world))
                text.Append($"| `{column.Name}` | {TypeOf(column.Kind)}{(column.IsNullable ? ", may be null" : "")} | {column.Meaning} |\n");
        }
        return text.ToString();
    }

    /// <summary>The columns are the same in every world.</summary>
    private static Scenario Nobody => new()
    {
        Name = "page",
        Duration = SimDuration.FromSeconds(1),
        Drain = SimDuration.Zero,
        SeriesInterval = SimDuration.FromSeconds(1),
        Servers = [new ServerGroup { Name = "mx" }],
        Clients = [new ClientGroup { Name = "mta", Retry = new RetrySpec.None() }],
        Traffic = [],
    };

    private static string TypeOf(RecordKind kind) => kind switch
    {
        RecordKind.Seconds => "double",
        RecordKind.Integer => "int64",
        RecordKind.Flag => "boolean",
        _ => "string",
    };
}
