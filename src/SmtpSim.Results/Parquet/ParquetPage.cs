using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using SmtpSim.Kernel;

namespace SmtpSim.Results;

/// <summary>
/// Encodes the values of one column of a row group: the page of its dictionary, if it has one, and the page of its data. Texts are in a dictionary,
/// integers delta-encoded, seconds split by byte: so a plain and quick compression finds what there is to find.
/// </summary>
internal sealed class ParquetPage(ParquetColumn column)
{
    private readonly ArrayBufferWriter<byte> _dictionary = new();
    private readonly ArrayBufferWriter<byte> _data = new();

    /// <summary>Place of each text in the dictionary, from 1; 0 for those that are not in it.</summary>
    private readonly int[] _places = new int[column.Texts];
    private readonly List<int> _inDictionary = [];
    private long[] _values = [];
    private int[] _numbers = [];
    private double[] _seconds = [];

    /// <summary>As the format counts encodings: PLAIN, DELTA_BINARY_PACKED, RLE_DICTIONARY or BYTE_STREAM_SPLIT.</summary>
    public int Encoding { get; private set; }

    public ReadOnlySpan<byte> Dictionary => _dictionary.WrittenSpan;

    public ReadOnlySpan<byte> Data => _data.WrittenSpan;

    public int DictionaryCount { get; private set; }

    public int Nulls { get; private set; }

    /// <summary>Smallest and largest value, as 64 bits of the column's type; null where there is none or it is of no use.</summary>
    public (long Least, long Most)? Range { get; private set; }

    public void Encode(ReadOnlySpan<long> rows)
    {
        _dictionary.ResetWrittenCount();
        _data.ResetWrittenCount();
        (DictionaryCount, Nulls, Range, Encoding) = (0, 0, null, 0);
        if (_values.Length < rows.Length)
            (_values, _numbers, _seconds) = (new long[rows.Length], new int[rows.Length], new double[rows.Length]);
        var values = column.IsNullable ? WithoutNulls(rows) : rows;
        // Many a column says the same of all rows, and that is seen quickly.
        var isConstant = !values.IsEmpty && !values.ContainsAnyExcept(values[0]);
        if (values.Length == 0)
            return;
        switch (column.Type)
        {
            case ParquetType.Seconds:
                EncodeSeconds(values);
                break;
            case ParquetType.Integer:
                Encoding = 5;
                if (isConstant)
                    ParquetEncodings.NoDeltas(_data, values[0], values.Length);
                else
                    ParquetEncodings.Deltas(_data, values);
                Range = isConstant ? (values[0], values[0]) : RangeOf(values);
                break;
            case ParquetType.Flag:
                for (var i = 0; i < values.Length; i++)
                    _numbers[i] = (int)values[i];
                ParquetEncodings.Bits(_data, _numbers.AsSpan(0, values.Length));
                break;
            default:
                if (isConstant)
                    EncodeText((int)values[0], values.Length);
                else
                    EncodeTexts(values);
                break;
        }
    }

    /// <summary>Writes which rows have a value (definition levels), and keeps the values of these.</summary>
    private ReadOnlySpan<long> WithoutNulls(ReadOnlySpan<long> rows)
    {
        // Their length goes before them.
        _data.GetSpan(sizeof(int));
        _data.Advance(sizeof(int));
        var there = rows.Contains(ParquetColumn.Null) ? LevelsOf(rows) : rows;
        if (there.Length == rows.Length || there.IsEmpty)
            ParquetEncodings.Run(_data, there.IsEmpty ? 0 : 1, rows.Length, width: 1);
        else
            ParquetEncodings.Hybrid(_data, _numbers.AsSpan(0, rows.Length), width: 1);
        var written = MemoryMarshal.AsMemory(_data.WrittenMemory).Span;
        BinaryPrimitives.WriteInt32LittleEndian(written, written.Length - sizeof(int));
        Nulls = rows.Length - there.Length;
        return there;
    }

    private ReadOnlySpan<long> LevelsOf(ReadOnlySpan<long> rows)
    {
        if (!rows.ContainsAnyExcept(ParquetColumn.Null))
            return [];
        var count = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var level = rows[i] == ParquetColumn.Null ? 0 : 1;
            _numbers[i] = level;
            _values[count] = rows[i];
            count += level;
        }
        return _values.AsSpan(0, count);
    }

    private void EncodeSeconds(ReadOnlySpan<long> ticks)
    {
        Encoding = 9;
        var seconds = _seconds.AsSpan(0, ticks.Length);
        for (var i = 0; i < seconds.Length; i++)
            seconds[i] = ticks[i] / (double)SimDuration.TicksPerSecond;
        ParquetEncodings.SplitDoubles(_data, seconds);
        var (least, most) = RangeOf(ticks);
        Range = (BitConverter.DoubleToInt64Bits(least / (double)SimDuration.TicksPerSecond), BitConverter.DoubleToInt64Bits(most / (double)SimDuration.TicksPerSecond));
    }

    private void EncodeText(int text, int count)
    {
        Encoding = 8;
        DictionaryCount = 1;
        AddText(column.TextOf!(text));
        _data.Write<byte>([1]); // the width of a place in bits
        ParquetEncodings.Run(_data, 0, count, width: 1);
    }

    private void EncodeTexts(ReadOnlySpan<long> texts)
    {
        Encoding = 8;
        var numbers = _numbers.AsSpan(0, texts.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            ref var place = ref _places[texts[i]];
            if (place == 0)
            {
                place = ++DictionaryCount;
                _inDictionary.Add((int)texts[i]);
                AddText(column.TextOf!((int)texts[i]));
            }
            numbers[i] = place - 1;
        }
        var width = BitOperations.Log2((uint)DictionaryCount - 1) + 1;
        _data.Write<byte>([(byte)width]);
        ParquetEncodings.Hybrid(_data, numbers, width);
        foreach (var text in _inDictionary)
            _places[text] = 0;
        _inDictionary.Clear();
    }

    private void AddText(string text)
    {
        var length = System.Text.Encoding.UTF8.GetByteCount(text);
        var span = _dictionary.GetSpan(sizeof(int) + length);
        BinaryPrimitives.WriteInt32LittleEndian(span, length);
        System.Text.Encoding.UTF8.GetBytes(text, span[sizeof(int)..]);
        _dictionary.Advance(sizeof(int) + length);
    }

    private static (long Least, long Most) RangeOf(ReadOnlySpan<long> values)
    {
        var wholes = MemoryMarshal.Cast<long, Vector<long>>(values);
        var (leasts, mosts) = (new Vector<long>(values[0]), new Vector<long>(values[0]));
        foreach (var whole in wholes)
        {
            leasts = Vector.Min(leasts, whole);
            mosts = Vector.Max(mosts, whole);
        }
        var (least, most) = (values[0], values[0]);
        for (var i = 0; i < Vector<long>.Count; i++)
            (least, most) = (Math.Min(least, leasts[i]), Math.Max(most, mosts[i]));
        foreach (var value in values[(wholes.Length * Vector<long>.Count)..])
        {
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }
        return (least, most);
    }
}
