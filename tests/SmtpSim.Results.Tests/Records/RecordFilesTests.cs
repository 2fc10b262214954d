using System.Security.Cryptography;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results.Tests;

public sealed class RecordFilesTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    private static readonly string[] Tables = ["attempts", "messages", "sessions"];

    [Fact]
    public void Csv_OfARun_HoldsWhatTheParquetFilesHold()
    {
        RecordedSample.Write(RecordedSample.Scenario, RecordedSample.Request(), _root["parquet"]);
        RecordedSample.Write(RecordedSample.Scenario, RecordedSample.Request(RecordFormat.Csv), _root["csv"]);
        foreach (var table in Tables)
        {
            var parquet = $"SELECT * FROM '{_root["parquet"]}/{table}.parquet'";
            // Types are those of the Parquet file: the text must be that very double, that very integer.
            var csv = $"SELECT * FROM read_csv('{_root["csv"]}/{table}.csv', header = true, nullstr = '', all_varchar = true)";
            var columns = string.Join(", ", Duck.Query($"SELECT column_name, column_type FROM (DESCRIBE {parquet})").Select(row => $"CAST({row[0]} AS {row[1]}) AS {row[0]}"));
            Assert.NotEqual(0L, Duck.Query($"SELECT count(*) FROM ({parquet})")[0][0]);
            Assert.Equal(Duck.Query($"SELECT count(*) FROM ({parquet})"), Duck.Query($"SELECT count(*) FROM ({csv})"));
            Assert.Empty(Duck.Query($"({parquet}) EXCEPT (SELECT {columns} FROM ({csv}))"));
            Assert.Empty(Duck.Query($"(SELECT {columns} FROM ({csv})) EXCEPT ({parquet})"));
        }
    }

    [Fact]
    public void Filter_OnSomeColumns_KeepsTheRowsThatMeetAllConditions()
    {
        RecordedSample.Write(RecordedSample.Scenario, RecordedSample.Request(), _root["all"]);
        // Client group 0 is postfix, and fate 1 bounced; more than five minutes.
        var messages = new RecordFilter([
            new RecordCondition("client", RecordComparison.Equal, 0),
            new RecordCondition("fate", RecordComparison.NotEqual, 1),
            new RecordCondition("delay_s", RecordComparison.Greater, SimDuration.FromMinutes(5).Ticks)]);
        var attempts = new RecordFilter([new RecordCondition("session", RecordComparison.GreaterOrEqual, 3), new RecordCondition("reply", RecordComparison.Equal, RecordColumn.Null)]);
        RecordedSample.Write(
            RecordedSample.Scenario, RecordedSample.Request(RecordFormat.Parquet, (RecordTables.Messages, messages), (RecordTables.Attempts, attempts)), _root["some"]);
        AssertFiltered("messages", "client = 'postfix' AND fate <> 'bounced' AND delay_s > 300");
        AssertFiltered("attempts", "session >= 3 AND reply IS NULL");
        AssertFiltered("sessions", "true");
    }

    [Fact]
    public void Files_WrittenTwice_AreTheSameBytes()
    {
        RecordedSample.Write(RecordedSample.Scenario, RecordedSample.Request(), _root["a"]);
        RecordedSample.Write(RecordedSample.Scenario, RecordedSample.Request(), _root["b"]);
        foreach (var table in Tables)
            Assert.Equal(File.ReadAllBytes($"{_root["a"]}/{table}.parquet"), File.ReadAllBytes($"{_root["b"]}/{table}.parquet"));
    }

    [Fact]
    public void Files_BeforeTheyAreComplete_HaveNamesThatSaySo()
    {
        var world = new World(RecordedSample.Scenario);
        using var staging = StagingFolder.Create(_root["out"]);
        using var files = new RecordFiles(staging.Stage, world, RecordedSample.Request());
        Assert.Equal(Tables.Select(table => table + ".parquet.partial"), Names(staging.Path));
        files.Complete();
        Assert.Equal(Tables.Select(table => table + ".parquet"), Names(staging.Path));
    }

    [Fact]
    public void Files_OfNoRecords_AreEmptyTables()
    {
        RecordedSample.Write(RecordedSample.Scenario with { Traffic = [] }, RecordedSample.Request(), _root["out"]);
        Assert.All(Tables, table => Assert.Equal(0L, Duck.Query($"SELECT count(*) FROM '{_root["out"]}/{table}.parquet'")[0][0]));
    }

    [Fact]
    public void StagedFile_Complete_KnowsItsHash()
    {
        using var staging = StagingFolder.Create(_root["out"]);
        using var file = staging.Stage("a.bin");
        file.Stream.Write("abc"u8);
        Assert.Null(file.Hash);
        file.Complete();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("abc"u8)), file.Hash);
        Assert.Equal("abc"u8.ToArray(), File.ReadAllBytes(Path.Combine(staging.Path, "a.bin")));
    }

    [Fact]
    public void Files_OnAFullDisk_SayThatNothingWasKept()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        using var staging = StagingFolder.Create(_root["out"]);
        // Every file that the run opens leads to a device without room.
        foreach (var table in Tables)
            File.CreateSymbolicLink(Path.Combine(staging.Path, table + ".parquet.partial"), "/dev/full");
        var failure = Assert.Throws<ResultsException>(() =>
        {
            using var files = new RecordFiles(name => new StagedFile(staging.Path, name, FileMode.Open), new World(RecordedSample.Scenario), RecordedSample.Request());
            files.Complete();
        });
        Assert.Equal(ResultsFailure.WriteFailed, failure.Failure);
        Assert.Contains("no space left", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _root.Dispose();

    private void AssertFiltered(string table, string where)
    {
        var (all, some) = ($"SELECT * FROM '{_root["all"]}/{table}.parquet' WHERE {where}", $"SELECT * FROM '{_root["some"]}/{table}.parquet'");
        Assert.NotEqual(0L, Duck.Query($"SELECT count(*) FROM ({some})")[0][0]);
        Assert.Equal(Duck.Query($"SELECT count(*) FROM ({all})"), Duck.Query($"SELECT count(*) FROM ({some})"));
        Assert.Empty(Duck.Query($"({all}) EXCEPT ({some})"));
    }

    private static IEnumerable<string?> Names(string folder) => Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
