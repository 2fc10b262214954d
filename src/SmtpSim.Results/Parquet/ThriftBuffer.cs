using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SmtpSim.Results;

/// <summary>
/// Writes structures in Thrift's compact protocol, which Parquet's headers and footer are in
/// (github.com/apache/thrift, doc/specs/thrift-compact-protocol.md). Fields are written in the order of their numbers.
/// </summary>
internal sealed class ThriftBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Stack<int> _outer = new();
    private int _field;

    private enum WireType
    {
        I32 = 5,
        I64 = 6,
        Binary = 8,
        List = 9,
        Struct = 12,
    }

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _field = 0;
    }

    public void I32(int field, int value)
    {
        Header(field, WireType.I32);
        Varint(ZigZag(value));
    }

    public void I64(int field, long value)
    {
        Header(field, WireType.I64);
        Varint(ZigZag(value));
    }

    public void Text(int field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    public void Binary(int field, ReadOnlySpan<byte> value)
    {
        Header(field, WireType.Binary);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    public void I32List(int field, params ReadOnlySpan<int> values)
    {
        ListHeader(field, values.Length, WireType.I32);
        foreach (var value in values)
            Varint(ZigZag(value));
    }

    public void TextList(int field, string only)
    {
        ListHeader(field, 1, WireType.Binary);
        var text = Encoding.UTF8.GetBytes(only);
        Varint((ulong)text.Length);
        _bytes.Write(text);
    }

    /// <summary>A list whose elements follow, each between <see cref="BeginElement"/> and <see cref="End"/>, or by <see cref="Raw"/>.</summary>
    public void StructList(int field, int count) => ListHeader(field, count, WireType.Struct);

    public void Begin(int field)
    {
        Header(field, WireType.Struct);
        BeginElement();
    }

    public void BeginElement()
    {
        _outer.Push(_field);
        _field = 0;
    }

    public void End()
    {
        Byte(0);
        _field = _outer.Count == 0 ? 0 : _outer.Pop();
    }

    /// <summary>Structures that were written before.</summary>
    public void Raw(ReadOnlySpan<byte> structures) => _bytes.Write(structures);

    /// <summary>Eight bytes from the lowest on, as Parquet's statistics hold values of 64 bits.</summary>
    public void Plain64(int field, long bits)
    {
        Span<byte> value = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, bits);
        Binary(field, value);
    }

    private void Header(int field, WireType type)
    {
        if (field - _field is > 0 and <= 15 and var delta)
        {
            Byte((byte)((delta << 4) | (int)type));
        }
        else
        {
            Byte((byte)type);
            Varint(ZigZag(field));
        }
        _field = field;
    }

    private void ListHeader(int field, int count, WireType type)
    {
        Header(field, WireType.List);
        if (count < 15)
        {
            Byte((byte)((count << 4) | (int)type));
            return;
        }
        Byte((byte)(0xF0 | (int)type));
        Varint((ulong)count);
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    private void Varint(ulong value) => ParquetEncodings.Varint(_bytes, value);

    private static ulong ZigZag(long value) => ParquetEncodings.ZigZag(value);
}
