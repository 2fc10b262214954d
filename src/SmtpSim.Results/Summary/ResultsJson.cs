using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmtpSim.Results;

/// <summary>
/// The JSON form of results: snake_case, keys in the order of the records, null where there is no number, line feeds on every system.
/// Source-generated, since reflection would cost a tenth of a second at start-up.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NewLine = "\n",
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(Manifest))]
public sealed partial class ResultsJson : JsonSerializerContext
{
    public static void Write(Stream stream, RunSummary summary)
    {
        JsonSerializer.Serialize(stream, summary, Default.RunSummary);
        stream.WriteByte((byte)'\n');
    }

    public static void Write(Stream stream, Manifest manifest)
    {
        JsonSerializer.Serialize(stream, manifest, Default.Manifest);
        stream.WriteByte((byte)'\n');
    }
}
