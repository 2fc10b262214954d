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
/// <param name="column">The column.</param>
/// <param name="scratch">Holds the pages until the next column of the file is encoded.</param>
internal sealed class ParquetPage(ParquetColumn column, ParquetScratch scratch)
{
    /// <summary>Place of each text in the dictionary, from 1; 0 for those that are not in it.</summary>
    private readonly int[] _places = new int[column.Texts];
    private readonly List<int> _inDictionary = [];

    /// <summary>As the format counts encodings: PLAIN, DELTA_BINARY_PACKED, RLE_DICTIONARY or BYTE_STREAM_SPLIT.</summary>
    public int Encoding { get; private set; }

    /// <summary>All texts of the column, in the order of their numbers, are in the dictionary: it is the same whenever they are.</summary>
    public bool IsWholeDictionary { get; private set; }

    public ReadOnlySpan<byte> Dictionary => scratch.Dictionary.WrittenSpan;

    public ReadOnlySpan<byte> Data => scratch.Data.WrittenSpan;

    public int DictionaryCount { get; private set; }

    public int Nulls { get; private set; }

    /// <summary>Smallest and largest value, as 64 bits of the column's type; null where there is none or it is of no use.</summary>
    public (long Least, long Most)? Range { get; private set; }

    public void Encode(ReadOnlySpan<long> rows)
    {
        scratch.Begin(rows.Length);
        (DictionaryCount, IsWholeDictionary, Nulls, Range, Encoding) = (0, false, 0, null, 0);
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
                    ParquetEncodings.NoDeltas(scratch.Data, values[0], values.Length);
                else
                    ParquetEncodings.Deltas(scratch.Data, values);
                Range = isConstant ? (values[0], values[0]) : RangeOf(values);
                break;
            case ParquetType.Flag:
                for (var i = 0; i < values.Length; i++)
                    scratch.Numbers[i] = (int)values[i];
                ParquetEncodings.Bits(scratch.Data, scratch.Numbers.AsSpan(0, values.Length));
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
        scratch.Data.GetSpan(sizeof(int));
        scratch.Data.Advance(sizeof(int));
        var there = rows.Contains(ParquetColumn.Null) ? LevelsOf(rows) : rows;
        if (there.Length == rows.Length || there.IsEmpty)
            ParquetEncodings.Run(scratch.Data, there.IsEmpty ? 0 : 1, rows.Length, width: 1);
        else
            ParquetEncodings.Hybrid(scratch.Data, scratch.Numbers.AsSpan(0, rows.Length), width: 1);
        var written = MemoryMarshal.AsMemory(scratch.Data.WrittenMemory).Span;
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
            scratch.Numbers[i] = level;
            scratch.Values[count] = rows[i];
            count += level;
        }
        return scratch.Values.AsSpan(0, count);
    }

    private void EncodeSeconds(ReadOnlySpan<long> ticks)
    {
        Encoding = 9;
        var seconds = scratch.Seconds.AsSpan(0, ticks.Length);
        for (var i = 0; i < seconds.Length; i++)
            seconds[i] = ticks[i] / (double)SimDuration.TicksPerSecond;
        ParquetEncodings.SplitDoubles(scratch.Data, seconds);
        var (least, most) = RangeOf(ticks);
        Range = (BitConverter.DoubleToInt64Bits(least / (double)SimDuration.TicksPerSecond), BitConverter.DoubleToInt64Bits(most / (double)SimDuration.TicksPerSecond));
    }

    private void EncodeText(int text, int count)
    {
        Encoding = 8;
        DictionaryCount = 1;
        AddText(column.TextOf!(text));
        scratch.Data.Write<byte>([1]); // the width of a place in bits
        ParquetEncodings.Run(scratch.Data, 0, count, width: 1);
    }

    /// <summary>
    /// The dictionary has the texts that occur, in the order they do; or all that there are, where at least half of them occur: a page that is made once for a file
    /// costs less than one made for every row group.
    /// </summary>
    private void EncodeTexts(ReadOnlySpan<long> texts)
    {
        Encoding = 8;
        var numbers = scratch.Numbers.AsSpan(0, texts.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            ref var place = ref _places[texts[i]];
            if (place == 0)
            {
                _inDictionary.Add((int)texts[i]);
                place = _inDictionary.Count;
            }
            numbers[i] = place - 1;
        }
        IsWholeDictionary = _inDictionary.Count * 2 >= column.Texts;
        DictionaryCount = IsWholeDictionary ? column.Texts : _inDictionary.Count;
        if (IsWholeDictionary)
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = (int)texts[i];
        else
            foreach (var text in _inDictionary)
                AddText(column.TextOf!(text));
        var width = BitOperations.Log2((uint)DictionaryCount - 1) + 1;
        scratch.Data.Write<byte>([(byte)width]);
        ParquetEncodings.Hybrid(scratch.Data, numbers, width);
        foreach (var text in _inDictionary)
            _places[text] = 0;
        _inDictionary.Clear();
    }

    /// <summary>Writes all texts of the column into the dictionary.</summary>
    public void FillDictionary()
    {
        for (var text = 0; text < column.Texts; text++)
            AddText(column.TextOf!(text));
    }

    private void AddText(string text)
    {
        var length = System.Text.Encoding.UTF8.GetByteCount(text);
        var span = scratch.Dictionary.GetSpan(sizeof(int) + length);
        BinaryPrimitives.WriteInt32LittleEndian(span, length);
        System.Text.Encoding.UTF8.GetBytes(text, span[sizeof(int)..]);
        scratch.Dictionary.Advance(sizeof(int) + length);
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
