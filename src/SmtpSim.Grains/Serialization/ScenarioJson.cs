using System.Text.Json;
using System.Text.Json.Serialization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Grains;

[JsonSourceGenerationOptions(Converters = [typeof(SimDurationJsonConverter)])]
[JsonSerializable(typeof(Scenario))]
[JsonSerializable(typeof(RetrySpec.Exponential), TypeInfoPropertyName = "RetryExponential")]
internal sealed partial class ScenarioJson : JsonSerializerContext;

/// <summary>A duration is its number of ticks.</summary>
internal sealed class SimDurationJsonConverter : JsonConverter<SimDuration>
{
    public override SimDuration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, SimDuration value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Ticks);
}
