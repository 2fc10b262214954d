using System.Text.Json.Serialization;

namespace SmtpSim.Results;

/// <summary>What an unfinished sweep's folder says of it, so that it can be resumed: <c>sweep.json</c>.</summary>
/// <param name="Schema">Name and version of this form.</param>
/// <param name="File">The scenario file, as it was named.</param>
/// <param name="Set">The values set on the command line, as PATH=VALUE.</param>
/// <param name="Named">Whether the user named the results folder; else the digest becomes part of its name.</param>
/// <param name="Traces">The trace files that the scenario reads: as it names them, and as they are called in the folder.</param>
/// <param name="Experiment">The published experiment that it reproduces; absent otherwise.</param>
public sealed record SweepRequest(
    string Schema,
    string File,
    IReadOnlyList<string> Set,
    bool Named,
    SortedDictionary<string, string> Traces,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Experiment = null)
{
    public const string SchemaName = "smtpsim-sweep-request/1";

    public const string FileName = "sweep.json";
}
