using System.Text.Json.Serialization;

namespace SmtpSim.Results;

/// <summary>What <c>manifest.json</c> of a sweep says: how it was made. The only file of the folder with a wall-clock value in it.</summary>
/// <param name="Schema">Name and version of this form.</param>
/// <param name="Digest">One hash over all runs.</param>
/// <param name="Set">The values set on the command line, as PATH=VALUE.</param>
/// <param name="Runs">Of all cells together.</param>
/// <param name="Started">When this process began, UTC.</param>
/// <param name="WallS">Seconds of wall time from there to the result.</param>
/// <param name="RunsHere">Runs of this process; the others were done before an interrupt.</param>
/// <param name="SimulatingS">Seconds that these runs took, summed.</param>
/// <param name="Workers">How many ran side by side.</param>
/// <param name="Traces">The trace files that the scenario reads: as it names them, and as they are called in the folder.</param>
/// <param name="Files">SHA-256 of the other files of the folder, by name.</param>
/// <param name="Experiment">The published experiment that it reproduces; absent otherwise.</param>
public sealed record SweepManifest(
    string Schema,
    string Digest,
    ManifestScenario Scenario,
    IReadOnlyList<string> Set,
    int Runs,
    ManifestProgram Program,
    Machine Machine,
    DateTime Started,
    double WallS,
    int RunsHere,
    double SimulatingS,
    int Workers,
    SortedDictionary<string, string> Traces,
    SortedDictionary<string, string> Files,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Experiment = null)
{
    public const string SchemaName = "smtpsim-sweep-manifest/1";
}
