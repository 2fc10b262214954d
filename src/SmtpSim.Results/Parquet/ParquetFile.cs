using System.Buffers.Binary;
using ZstdSharp;

namespace SmtpSim.Results;

/// <summary>
/// Writes a Parquet file row group by row group (github.com/apache/parquet-format): one data page to a column, compressed by Zstandard. What is written depends on the
/// values alone. Nothing is kept of a row group but its entry in the footer, some hundred bytes a column.
/// </summary>
internal sealed class ParquetFile : IDisposable
{
    private const int Zstd = 6;

    /// <summary>
    /// A quick level of Zstandard: on records, whose bytes are split and whose numbers are deltas, files are two hundredths larger than at level 1, and writing takes a tenth less.
    /// </summary>
    private const int CompressionLevel = -1;

    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    private readonly Stream _stream;
    private readonly IReadOnlyList<ParquetColumn> _columns;
    private readonly ParquetPage[] _pages;
    private readonly ThriftBuffer _header = new();
    private readonly ThriftBuffer _groups = new();
    private readonly Compressor _compressor = new(CompressionLevel);

    /// <summary>Of each column, the page of a dictionary that has all its texts, once there was one.</summary>
    private readonly (byte[] Page, int Uncompressed)?[] _wholeDictionaries;
    private byte[] _compressed = [];
    private int _groupCount;
    private long _rows;
    private long _position;

    public ParquetFile(Stream stream, IReadOnlyList<ParquetColumn> columns)
    {
        _stream = stream;
        _columns = columns;
        var scratch = new ParquetScratch();
        _pages = [.. columns.Select(column => new ParquetPage(column, scratch))];
        _wholeDictionaries = new (byte[], int)?[columns.Count];
        Write(Magic);
    }

    /// <summary>Writes a row group.</summary>
    /// <param name="rows">How many rows it has; at least one.</param>
    /// <param name="values">The values of each column, of which the first <paramref name="rows"/> count.</param>
    public void WriteRows(int rows, IReadOnlyList<long[]> values)
    {
        var begin = _position;
        var uncompressed = 0L;
        _groups.BeginElement();
        _groups.StructList(1, _columns.Count);
        for (var i = 0; i < _columns.Count; i++)
        {
            _pages[i].Encode(values[i].AsSpan(0, rows));
            uncompressed += WriteColumn(i, rows);
        }
        _groups.I64(2, uncompressed);
        _groups.I64(3, rows);
        _groups.I64(6, _position - begin);
        _groups.End();
        _groupCount++;
        _rows += rows;
    }

    /// <summary>Writes the footer, without which the file is none.</summary>
    public void Complete()
    {
        var footer = new ThriftBuffer();
        footer.I32(1, 2);
        footer.StructList(2, _columns.Count + 1);
        footer.BeginElement();
        footer.Text(4, "schema");
        footer.I32(5, _columns.Count);
        footer.End();
        foreach (var column in _columns)
            WriteSchema(footer, column);
        footer.I64(3, _rows);
        footer.StructList(4, _groupCount);
        footer.Raw(_groups.Written);
        footer.Text(6, "smtpsim version 1.0.0");
        // Least and most are of the order of the type.
        footer.StructList(7, _columns.Count);
        foreach (var _ in _columns)
        {
            footer.BeginElement();
            footer.Begin(1);
            footer.End();
            footer.End();
        }
        footer.End();
        Write(footer.Written);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Written.Length);
        Write(length);
        Write(Magic);
    }

    public void Dispose() => _compressor.Dispose();

    private static void WriteSchema(ThriftBuffer footer, ParquetColumn column)
    {
        footer.BeginElement();
        footer.I32(1, column.PhysicalType);
        footer.I32(3, column.IsNullable ? 1 : 0);
        footer.Text(4, column.Name);
        if (column.Type == ParquetType.Text)
        {
            footer.I32(6, 0);
            footer.Begin(10);
            footer.Begin(1);
            footer.End();
            footer.End();
        }
        footer.End();
    }

    /// <summary>Writes the pages of a column and its entry in the footer.</summary>
    /// <returns>Its bytes before compression.</returns>
    private long WriteColumn(int number, int rows)
    {
        var (column, page) = (_columns[number], _pages[number]);
        var begin = _position;
        var uncompressed = 0L;
        if (page.IsWholeDictionary)
            uncompressed += WriteWholeDictionary(number);
        else if (page.DictionaryCount > 0)
            uncompressed += WritePage(page.Dictionary, dictionary: page.DictionaryCount, rows: 0, encoding: 0);
        var data = _position;
        uncompressed += WritePage(page.Data, dictionary: 0, rows, page.Encoding);

        _groups.BeginElement();
        _groups.I64(2, 0); // deprecated: the entry stands nowhere else
        _groups.Begin(3);
        _groups.I32(1, column.PhysicalType);
        if (page.DictionaryCount > 0)
            _groups.I32List(2, 0, 3, page.Encoding);
        else
            _groups.I32List(2, 3, page.Encoding);
        _groups.TextList(3, column.Name);
        _groups.I32(4, Zstd);
        _groups.I64(5, rows);
        _groups.I64(6, uncompressed);
        _groups.I64(7, _position - begin);
        _groups.I64(9, data);
        if (page.DictionaryCount > 0)
            _groups.I64(11, begin);
        _groups.Begin(12);
        _groups.I64(3, page.Nulls);
        if (page.Range is var (least, most))
        {
            _groups.Plain64(5, most);
            _groups.Plain64(6, least);
        }
        _groups.End();
        _groups.End();
        _groups.End();
        return uncompressed;
    }

    private int WriteWholeDictionary(int column)
    {
        if (_wholeDictionaries[column] is not var (whole, uncompressed))
        {
            _pages[column].FillDictionary();
            var (length, plain) = Compress(_pages[column].Dictionary, dictionary: _columns[column].Texts, rows: 0, encoding: 0);
            (whole, uncompressed) = ([.. _header.Written, .. _compressed.AsSpan(0, length)], plain);
            _wholeDictionaries[column] = (whole, uncompressed);
        }
        Write(whole);
        return uncompressed;
    }

    private int WritePage(ReadOnlySpan<byte> content, int dictionary, int rows, int encoding)
    {
        var (length, uncompressed) = Compress(content, dictionary, rows, encoding);
        Write(_header.Written);
        Write(_compressed.AsSpan(0, length));
        return uncompressed;
    }

    /// <summary>Makes the header of a page and its compressed content.</summary>
    /// <returns>The content's length, and that of the page before compression.</returns>
    private (int Length, int Uncompressed) Compress(ReadOnlySpan<byte> content, int dictionary, int rows, int encoding)
    {
        var bound = Compressor.GetCompressBound(content.Length);
        if (_compressed.Length < bound)
            _compressed = new byte[bound];
        var length = _compressor.Wrap(content, _compressed);
        _header.Clear();
        _header.I32(1, dictionary > 0 ? 2 : 0);
        _header.I32(2, content.Length);
        _header.I32(3, length);
        if (dictionary > 0)
        {
            _header.Begin(7);
            _header.I32(1, dictionary);
            _header.I32(2, 0);
        }
        else
        {
            _header.Begin(5);
            _header.I32(1, rows);
            _header.I32(2, encoding);
            _header.I32(3, 3);
            _header.I32(4, 3);
        }
        _header.End();
        var before = _header.Written.Length;
        _header.End();
        return (length, before + 1 + content.Length);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _position += bytes.Length;
    }
}
