using CsCheck;

namespace SmtpSim.Results.Tests;

/// <summary>Values of all kinds through the writer and DuckDB's reader.</summary>
public sealed class ParquetFileTests : IDisposable
{
    private static readonly ParquetColumn[] Columns =
    [
        new("n", ParquetType.Integer, IsNullable: false),
        new("maybe_n", ParquetType.Integer, IsNullable: true),
        new("s", ParquetType.Seconds, IsNullable: true),
        new("f", ParquetType.Flag, IsNullable: true),
        new("t", ParquetType.Text, IsNullable: true) { Texts = 1000, TextOf = number => number == 0 ? "" : $"té-{number}" },
        new("few", ParquetType.Text, IsNullable: true) { Texts = 5, TextOf = number => $"few-{number}" },
    ];

    private static readonly Gen<long> Numbers = Gen.OneOf(Gen.Long[long.MinValue + 1, long.MaxValue], Gen.Long[0, 3], Gen.Long[-100, 100], Gen.OneOf(Gen.Const(long.MaxValue), Gen.Const(long.MinValue + 1)));

    /// <summary>Runs of one value and of many, with and without nulls; row groups with all texts of a column, and with some of them.</summary>
    private static readonly Gen<long[][]> Rows = Gen.Int[1, 300].SelectMany(rows => Gen.Select(
        Numbers.Array[rows],
        Nullable(Numbers).Array[rows],
        Nullable(Gen.Long[0, 1L << 50]).Array[rows],
        Nullable(Gen.Long[0, 1]).Array[rows],
        Gen.OneOf(Nullable(Gen.Long[0, 999]), Nullable(Gen.Long[7, 7]), Gen.Const(5L), Gen.Const(ParquetColumn.Null)).Array[rows],
        Gen.OneOf(Nullable(Gen.Long[0, 4]), Nullable(Gen.Long[3, 4])).Array[rows],
        (n, maybe, seconds, flags, texts, few) => new[] { n, maybe, seconds, flags, texts, few }));

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AnyValues_ReadByDuckDb_AreWhatWasWritten()
    {
        var at = 0;
        Rows.Array[1, 3].Sample(groups =>
        {
            var path = _folder[$"{Interlocked.Increment(ref at)}.parquet"];
            Write(path, groups);
            var read = Duck.Query($"SELECT n, maybe_n, s, f, t, few FROM '{path}'");
            Assert.Equal(groups.Sum(group => group[0].Length), read.Count);
            var row = 0;
            foreach (var group in groups)
                for (var i = 0; i < group[0].Length; i++, row++)
                    Assert.Equal(Columns.Select((column, c) => Shown(column, group[c][i])), read[row]);
        }, iter: 60);
    }

    [Fact]
    public void Statistics_OfAColumn_AreItsLeastAndMost()
    {
        var path = _folder["a.parquet"];
        Write(path, [[[3, -1, 2], [ParquetColumn.Null, 5, 4], [10_000_000, 5_000_000, ParquetColumn.Null], [0, 1, 0], [1, 2, 3], [1, 2, 3]]]);
        var rows = Duck.Query($"SELECT path_in_schema, stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('{path}')");
        Assert.Equal(["n -1 3 0", "maybe_n 4 5 1", "s 0.5 1.0 1"], rows.Take(3).Select(row => string.Join(' ', row)));
    }

    public void Dispose() => _folder.Dispose();

    private static Gen<long> Nullable(Gen<long> values) => Gen.Frequency((4, values), (1, Gen.Const(ParquetColumn.Null)));

    private static void Write(string path, long[][][] groups)
    {
        using var stream = File.Create(path);
        using var file = new ParquetFile(stream, Columns);
        foreach (var group in groups)
            file.WriteRows(group[0].Length, group);
        file.Complete();
    }

    private static object Shown(ParquetColumn column, long value) => value == ParquetColumn.Null ? DBNull.Value : column.Type switch
    {
        ParquetType.Seconds => value / 1e7,
        ParquetType.Flag => value == 1,
        ParquetType.Text => column.TextOf!((int)value),
        _ => value,
    };
}
