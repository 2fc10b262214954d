using System.Buffers;
using System.Runtime.InteropServices;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;
using SmtpSim.Kernel;

namespace SmtpSim.Grains;

/// <summary>Writes a batch as its stamp, a count, and the raw bytes of the events. All silos of a cluster run the same program on the same byte order.</summary>
[RegisterSerializer]
internal sealed class EventBatchCodec : IFieldCodec<EventBatch>
{
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, EventBatch? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
            return;
        var events = MemoryMarshal.AsBytes(value!.Events.Span);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(EventBatch), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)(sizeof(int) + sizeof(long) + events.Length));
        writer.WriteInt32(value.Stamp.Epoch);
        writer.WriteInt64(value.Stamp.Window);
        writer.Write(events);
    }

    public EventBatch? ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType == WireType.Reference)
            return ReferenceCodec.ReadReference<EventBatch, TInput>(ref reader, field);
        field.EnsureWireType(WireType.LengthPrefixed);
        var length = (int)reader.ReadVarUInt32() - sizeof(int) - sizeof(long);
        var stamp = new RunStamp(reader.ReadInt32(), reader.ReadInt64());
        var events = GC.AllocateUninitializedArray<SimEvent>(length / Marshal.SizeOf<SimEvent>());
        reader.ReadBytes(MemoryMarshal.AsBytes(events.AsSpan()));
        var batch = new EventBatch { Stamp = stamp, Events = events };
        ReferenceCodec.RecordObject(reader.Session, batch);
        return batch;
    }
}

/// <summary>Batches are handed over, not copied.</summary>
[RegisterCopier]
internal sealed class EventBatchCopier : ShallowCopier<EventBatch>;
