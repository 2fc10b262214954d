using DuckDB.NET.Data;
using SmtpSim.Model;

namespace SmtpSim.Results.Tests;

/// <summary>What another program reads in the files: DuckDB, with a Parquet reader of its own.</summary>
public sealed class DuckDbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DuckDBConnection _duck = new("DataSource=:memory:");
    private readonly string _records;
    private readonly RunSummary _summary;

    public DuckDbTests()
    {
        _records = Path.Combine(_folder.Path, "records");
        _summary = RunSummary.Of(RecordedSample.Write(RecordedSample.Scenario, RecordedSample.Request(), _records));
        _duck.Open();
        foreach (var table in new[] { "messages", "attempts", "sessions" })
            Query($"CREATE VIEW {table} AS SELECT * FROM '{_records}/{table}.parquet'");
    }

    [Fact]
    public void Files_Columns_HaveTheNamesAndTypesOfTheTables()
    {
        var world = new World(RecordedSample.Scenario);
        foreach (var table in new[] { RecordTables.Messages, RecordTables.Attempts, RecordTables.Sessions })
        {
            var columns = Query($"SELECT column_name, column_type FROM (DESCRIBE {RecordTable.NameOf(table)})").Select(row => (Name: (string)row[0], Type: (string)row[1]));
            Assert.Equal(RecordTable.ColumnsOf(table, world).Select(column => (column.Name, TypeOf(column.Kind))), columns);
        }
    }

    [Fact]
    public void Messages_ByFateAndClient_AreThoseOfTheSummary()
    {
        foreach (var client in _summary.Clients)
        {
            long Count(string fate) => (long)Query($"SELECT count(*) FROM messages WHERE client = '{client.Name}' AND fate = '{fate}'")[0][0];
            Assert.Equal(client.Messages.Delivered, Count("delivered"));
            Assert.Equal(client.Messages.Bounced, Count("bounced"));
            Assert.Equal(client.Messages.Expired, Count("expired"));
            Assert.Equal(client.Messages.Queued, Count("queued"));
        }
        Assert.All(new[] { "delivered", "bounced", "expired", "queued" }, fate => Assert.NotEqual(0L, Query($"SELECT count(*) FROM messages WHERE fate = '{fate}'")[0][0]));
    }

    [Fact]
    public void Delays_MeanAndLargest_AreThoseOfTheSummary()
    {
        foreach (var client in _summary.Clients.Where(client => client.Messages.Delivered > 0))
        {
            var row = Query($"SELECT avg(delay_s), max(delay_s), count(delay_s) FROM messages WHERE client = '{client.Name}'")[0];
            Assert.Equal(client.DeliveryDelayS.Mean!.Value, (double)row[0], 1e-6);
            Assert.Equal(client.DeliveryDelayS.Max!.Value, (double)row[1], 1e-6);
            Assert.Equal(client.Messages.Delivered, row[2]);
        }
    }

    [Fact]
    public void Attempts_JoinedWithTheirMessages_AreAsManyAsTheseSay() =>
        Assert.Empty(Query("""
            SELECT client_host, message, m.attempts, count(a.attempt), max(a.attempt)
            FROM messages m LEFT JOIN attempts a USING (client_host, message)
            GROUP BY ALL HAVING m.attempts <> count(a.attempt) OR m.attempts <> coalesce(max(a.attempt), 0)
            """));

    [Fact]
    public void Attempts_JoinedWithTheirSessions_LieWithinThem()
    {
        Assert.Empty(Query("SELECT * FROM attempts a ANTI JOIN sessions s USING (client_host, session) WHERE a.session IS NOT NULL"));
        Assert.Empty(Query("""
            SELECT * FROM attempts a JOIN sessions s USING (client_host, session)
            WHERE a.server_host <> s.server_host OR a.started_s < s.opened_s OR a.ended_s > s.ended_s
            """));
        Assert.Equal(_summary.Clients.Sum(client => client.Sessions.Opened), Query("SELECT count(*) FROM sessions")[0][0]);
    }

    [Fact]
    public void Attempts_ByCause_TellWhatHappened()
    {
        var causes = Query("SELECT cause, step, phase, reply, enhanced, count(*) FROM attempts GROUP BY ALL ORDER BY ALL").Select(row => string.Join(' ', row.Take(5))).ToList();
        Assert.Contains("reply rcpt mail-transfer 451 4.7.1", causes);
        Assert.Contains("reply rcpt mail-transfer 550 5.1.1", causes);
        Assert.Contains("refused connect connection-establishment  ", causes);
        Assert.Contains("connection-lost body mail-transfer  ", causes);
    }

    [Fact]
    public void Rows_InTheFile_StandInTheOrderTheyEnded() => Assert.Empty(Query("""
        SELECT * FROM (SELECT ended_s, lag(ended_s) OVER (ORDER BY file_row_number) AS before FROM read_parquet('{0}/messages.parquet', file_row_number = true))
        WHERE ended_s < before
        """.Replace("{0}", _records, StringComparison.Ordinal)));

    public void Dispose()
    {
        _duck.Dispose();
        _folder.Dispose();
    }

    private static string TypeOf(RecordKind kind) => kind switch
    {
        RecordKind.Seconds => "DOUBLE",
        RecordKind.Integer => "BIGINT",
        RecordKind.Flag => "BOOLEAN",
        _ => "VARCHAR",
    };

    private List<object[]> Query(string sql) => Duck.Query(_duck, sql);
}
