using System.Text.Json;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Grains;

/// <summary>A scenario crosses to another silo as JSON; inside a silo it is immutable and passed by reference.</summary>
[GenerateSerializer, Immutable, Alias("SmtpSim.ScenarioSurrogate")]
public record struct ScenarioSurrogate([property: Id(0)] byte[] Json);

[RegisterConverter]
internal sealed class ScenarioConverter : IConverter<Scenario, ScenarioSurrogate>
{
    public Scenario ConvertFromSurrogate(in ScenarioSurrogate surrogate)
        => JsonSerializer.Deserialize(surrogate.Json, ScenarioJson.Default.Scenario)
            ?? throw new InvalidOperationException("A scenario arrived empty.");

    public ScenarioSurrogate ConvertToSurrogate(in Scenario value)
        => new(JsonSerializer.SerializeToUtf8Bytes(value, ScenarioJson.Default.Scenario));
}

[GenerateSerializer, Immutable, Alias("SmtpSim.PartitionResultSurrogate")]
public record struct PartitionResultSurrogate(
    [property: Id(0)] long[][][] Clients,
    [property: Id(1)] long[][][] Servers,
    [property: Id(2)] long Events,
    [property: Id(3)] long LastEvent,
    [property: Id(4)] ulong Fingerprint,
    [property: Id(5)] long[][][] Origins,
    [property: Id(6)] long[][][] Receptions,
    [property: Id(7)] long[][] Exemplars);

[RegisterConverter]
internal sealed class PartitionResultConverter : IConverter<PartitionResult, PartitionResultSurrogate>
{
    public PartitionResult ConvertFromSurrogate(in PartitionResultSurrogate surrogate) => new()
    {
        Clients = surrogate.Clients,
        Servers = surrogate.Servers,
        Events = surrogate.Events,
        LastEvent = surrogate.LastEvent,
        Fingerprint = surrogate.Fingerprint,
        Origins = surrogate.Origins,
        Receptions = surrogate.Receptions,
        Exemplars = surrogate.Exemplars,
    };

    public PartitionResultSurrogate ConvertToSurrogate(in PartitionResult value)
        => new(value.Clients, value.Servers, value.Events, value.LastEvent, value.Fingerprint, value.Origins, value.Receptions, value.Exemplars);
}

[GenerateSerializer, Immutable, Alias("SmtpSim.SimTimeSurrogate")]
public record struct SimTimeSurrogate([property: Id(0)] long Ticks);

[RegisterConverter]
internal sealed class SimTimeConverter : IConverter<SimTime, SimTimeSurrogate>
{
    public SimTime ConvertFromSurrogate(in SimTimeSurrogate surrogate) => new(surrogate.Ticks);

    public SimTimeSurrogate ConvertToSurrogate(in SimTime value) => new(value.Ticks);
}
