using System.Buffers;
using System.Runtime.InteropServices;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;
using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>Writes a batch as the raw bytes of its records, each kind after their count. All silos of a cluster run the same program on the same byte order.</summary>
[RegisterSerializer]
internal sealed class RecordBatchCodec : IFieldCodec<RecordBatch>
{
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, RecordBatch? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
            return;
        var messages = BytesOf(value!.Messages);
        var attempts = BytesOf(value.Attempts);
        var sessions = BytesOf(value.Sessions);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(RecordBatch), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)(3 * sizeof(int) + messages.Length + attempts.Length + sessions.Length));
        writer.WriteInt32(value.Messages.Count);
        writer.WriteInt32(value.Attempts.Count);
        writer.WriteInt32(value.Sessions.Count);
        writer.Write(messages);
        writer.Write(attempts);
        writer.Write(sessions);
    }

    public RecordBatch? ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType == WireType.Reference)
            return ReferenceCodec.ReadReference<RecordBatch, TInput>(ref reader, field);
        field.EnsureWireType(WireType.LengthPrefixed);
        reader.ReadVarUInt32();
        var (messages, attempts, sessions) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var batch = new RecordBatch(
            Read<MessageRecord, TInput>(ref reader, messages), Read<AttemptRecord, TInput>(ref reader, attempts), Read<SessionRecord, TInput>(ref reader, sessions));
        ReferenceCodec.RecordObject(reader.Session, batch);
        return batch;
    }

    private static ReadOnlySpan<byte> BytesOf<T>(ArraySegment<T> records)
        where T : struct
        => MemoryMarshal.AsBytes<T>(records);

    private static ArraySegment<T> Read<T, TInput>(ref Reader<TInput> reader, int count)
        where T : struct
    {
        if (count == 0)
            return [];
        var records = ArrayPool<T>.Shared.Rent(count);
        reader.ReadBytes(MemoryMarshal.AsBytes(records.AsSpan(0, count)));
        return new ArraySegment<T>(records, 0, count);
    }
}

/// <summary>Batches are handed over, not copied.</summary>
[RegisterCopier]
internal sealed class RecordBatchCopier : ShallowCopier<RecordBatch>;

[GenerateSerializer, Immutable, Alias("SmtpSim.RecordSelectionSurrogate")]
public record struct RecordSelectionSurrogate([property: Id(0)] byte Tables, [property: Id(1)] double Share);

[RegisterConverter]
internal sealed class RecordSelectionConverter : IConverter<RecordSelection, RecordSelectionSurrogate>
{
    public RecordSelection ConvertFromSurrogate(in RecordSelectionSurrogate surrogate) => new((RecordTables)surrogate.Tables, surrogate.Share);

    public RecordSelectionSurrogate ConvertToSurrogate(in RecordSelection value) => new((byte)value.Tables, value.Share);
}
