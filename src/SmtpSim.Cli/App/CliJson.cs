using System.Text.Json;
using System.Text.Json.Serialization;
using SmtpSim.Model;
using SmtpSim.Protocol;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>The JSON that commands print, in the style of the results folder. Source-generated for a short start.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n",
    Converters = [typeof(SnakeCaseEnum<MessageFate>), typeof(SnakeCaseEnum<TraceKind>), typeof(SnakeCaseEnum<Phase>), typeof(SnakeCaseEnum<SendEnd>),
        typeof(SnakeCaseEnum<ConformLevel>), typeof(SnakeCaseEnum<ConformOutcome>), typeof(SnakeCaseEnum<Results.PublishedVerdict>), typeof(SnakeCaseEnum<Results.MetricUnit>)])]
[JsonSerializable(typeof(List<ValidationReport>))]
[JsonSerializable(typeof(List<ListedScenario>))]
[JsonSerializable(typeof(List<ListedExperiment>))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(SweepJson))]
[JsonSerializable(typeof(TraceReport))]
[JsonSerializable(typeof(SendReport))]
[JsonSerializable(typeof(ConformJson))]
[JsonSerializable(typeof(Results.CalibrationReport))]
internal sealed partial class CliJson : JsonSerializerContext;

/// <summary>Enumerations by name, as the keys are written.</summary>
internal sealed class SnakeCaseEnum<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseLower)
    where TEnum : struct, Enum;
