using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>
/// Several quantities over virtual time in bins of one width: counts per bin, and time-weighted levels as their area (level × ticks) per bin.
/// Row b holds bin [b · width, (b + 1) · width).
/// </summary>
public sealed class Series
{
    private readonly int _fields;
    private readonly long _width;
    private int _row;
    private long _rowEnd;
    private long[] _values; // those of Array

    /// <param name="name">Name in a results folder.</param>
    /// <param name="fields">How many quantities, counts and areas together.</param>
    /// <param name="width">Width of a bin in ticks.</param>
    public Series(string name, int fields, long width)
    {
        _fields = fields;
        _width = width;
        _rowEnd = width;
        Array = new MetricArray(name, MergeKind.Sum, fields);
        _values = Array.Values;
    }

    public MetricArray Array { get; }

    public int Fields => _fields;

    /// <summary>Number of bins there is room for; those that nothing reached hold zeros.</summary>
    public int Rows => Array.Values.Length / _fields;

    public long this[int row, int field] => row < Rows ? Array.Values[row * _fields + field] : 0;

    /// <summary>Adds to a quantity of the bin that <paramref name="time"/> falls into; times do not go back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long time, int field, long amount)
    {
        if (time >= _rowEnd)
            MoveTo(time);
        _values[_row + field] += amount;
    }

    /// <summary>Adds to a quantity of a bin now or later, while <see cref="Add"/> goes on where it was.</summary>
    public void AddAhead(long time, int field, long amount)
    {
        var row = checked((int)(time / _width) * _fields);
        MakeRoom(row + _fields);
        _values[row + field] += amount;
    }

    /// <summary>Spreads a level that stands over [from, to), past or future, on the bins it touches.</summary>
    public void AddArea(long from, long to, int field, long level)
    {
        if (level == 0 || from >= to)
            return;
        if (to <= _rowEnd && from >= _rowEnd - _width)
        {
            _values[_row + field] += checked(level * (to - from));
            return;
        }
        for (var bin = from / _width; from < to; bin++)
        {
            var end = Math.Min(to, (bin + 1) * _width);
            var at = checked((int)bin * _fields);
            MakeRoom(at + _fields);
            _values[at + field] += checked(level * (end - from));
            from = end;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MoveTo(long time)
    {
        var bin = time / _width;
        _row = checked((int)bin * _fields);
        _rowEnd = (bin + 1) * _width;
        MakeRoom(_row + _fields);
    }

    private void MakeRoom(int length)
    {
        Array.EnsureLength(length);
        _values = Array.Values;
    }
}
