using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>Makes one result of those of the partitions. Everything is integers and every merge commutes, so the number of partitions leaves no mark.</summary>
public static class ResultMerger
{
    public static RunResult Merge(World world, IEnumerable<PartitionResult> partitions, bool complete)
    {
        ClientMetrics[] clients = [.. world.Clients.Select(_ => new ClientMetrics(world.SeriesWidth))];
        ServerMetrics[] servers = [.. world.Servers.Select(_ => new ServerMetrics(world.SeriesWidth))];
        EndToEndMetrics[] origins = world.Relays is null ? [] : [.. world.Clients.Select(_ => new EndToEndMetrics())];
        ReceptionMetrics[] receptions = world.Relays is null ? [] : [.. world.Servers.Select(_ => new ReceptionMetrics())];
        ExemplarList[] exemplars = [.. world.Clients.Select(_ => new ExemplarList())];
        long events = 0, last = 0;
        var fingerprint = 0UL;
        foreach (var partition in partitions)
        {
            for (var i = 0; i < clients.Length; i++)
                MergeInto(clients[i].Arrays, partition.Clients[i]);
            for (var i = 0; i < servers.Length; i++)
                MergeInto(servers[i].Arrays, partition.Servers[i]);
            for (var i = 0; i < origins.Length; i++)
                MergeInto(origins[i].Arrays, partition.Origins[i]);
            for (var i = 0; i < receptions.Length; i++)
                MergeInto(receptions[i].Arrays, partition.Receptions[i]);
            for (var i = 0; i < partition.Exemplars.Length; i++)
                exemplars[i].Add(partition.Exemplars[i]);
            events += partition.Events;
            last = Math.Max(last, partition.LastEvent);
            fingerprint += partition.Fingerprint;
        }
        return new RunResult
        {
            Scenario = world.Scenario,
            Clients = clients,
            Servers = servers,
            EndToEnd = origins,
            Receptions = receptions,
            Exemplars = exemplars,
            Events = events,
            LastEvent = new SimTime(last),
            Complete = complete,
            Digest = Digest(
                [
                    .. clients.SelectMany(metrics => metrics.Digested), .. servers.SelectMany(metrics => metrics.Arrays),
                    .. origins.SelectMany(metrics => metrics.Arrays), .. receptions.SelectMany(metrics => metrics.Arrays),
                ], events, last, fingerprint),
        };
    }

    private static void MergeInto(IEnumerable<MetricArray> target, long[][] source)
    {
        var i = 0;
        foreach (var array in target)
            array.MergeFrom(source[i++]);
    }

    private static string Digest(IReadOnlyList<MetricArray> arrays, long events, long last, ulong fingerprint)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, [events, last, (long)fingerprint]);
        foreach (var array in arrays)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(array.Name));
            // Room that was made and not used leaves no mark: how much there is depends on the partitions.
            Append(hash, array.Values.AsSpan().TrimEnd(0L));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<long> values)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, values.Length);
        hash.AppendData(bytes);
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(values));
            return;
        }
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }
}
