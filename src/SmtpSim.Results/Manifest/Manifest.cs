using System.Text.Json.Serialization;

namespace SmtpSim.Results;

/// <summary>What <c>manifest.json</c> says: how a run was made. The only file of a results folder with a wall-clock value in it.</summary>
/// <param name="Schema">Name and version of this form.</param>
/// <param name="Complete">False: the run was interrupted.</param>
/// <param name="Digest">One hash over the results and the trajectory of events; equal for the same scenario and seed, on whatever machine and partitions.</param>
/// <param name="Started">When the run began, UTC.</param>
/// <param name="WallS">Seconds of wall time from there to the result, starting Orleans included.</param>
/// <param name="SimulatingS">Of these, those of the simulation itself.</param>
/// <param name="Events">Events simulated.</param>
/// <param name="EventsPerS">Events per second of the simulation itself.</param>
/// <param name="PeakMemoryBytes">Largest working set of the process so far.</param>
/// <param name="Files">SHA-256 of the other files of the folder, by name.</param>
/// <param name="Load">Of a load run: what stood in for the simulated servers; absent otherwise.</param>
public sealed record Manifest(
    string Schema,
    bool Complete,
    string Digest,
    ManifestScenario Scenario,
    ManifestOptions Options,
    ManifestProgram Program,
    Machine Machine,
    DateTime Started,
    double WallS,
    double SimulatingS,
    long Events,
    double EventsPerS,
    long PeakMemoryBytes,
    SortedDictionary<string, string> Files,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ManifestLoad? Load = null)
{
    public const string SchemaName = "smtpsim-manifest/1";

    public const string FileName = "manifest.json";
}

/// <param name="File">The file it was read from, as named on the command line.</param>
/// <param name="Sha256">Of the effective scenario, that is of <c>scenario.yaml</c> in the folder.</param>
public sealed record ManifestScenario(string Name, string File, string Sha256, ulong Seed, int Replication);

/// <param name="Set">The values set on the command line, as PATH=VALUE.</param>
/// <param name="Partitions">What was asked for: auto, host or a number.</param>
/// <param name="PartitionsUsed">How many partitions the run had in the end.</param>
/// <param name="Records">The records that were asked for; absent for none.</param>
public sealed record ManifestOptions(
    IReadOnlyList<string> Set,
    string Partitions,
    int PartitionsUsed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ManifestRecords? Records = null);

/// <param name="Tables">The tables, in the order of their files.</param>
/// <param name="Sample">Share of the messages.</param>
/// <param name="Where">The conditions as they were written; null for none.</param>
/// <param name="Format">parquet or csv.</param>
public sealed record ManifestRecords(IReadOnlyList<string> Tables, double Sample, string? Where, string Format);

/// <param name="Target">The real server.</param>
/// <param name="Client">The client group that sent; null for all.</param>
/// <param name="Speed">Seconds of the scenario in a second of wall time.</param>
/// <param name="MaxConnections">Connections allowed at a time.</param>
/// <param name="Pipelining">Whether it was allowed.</param>
/// <param name="Connections">Connections that stood.</param>
/// <param name="PeakConnections">The most at a time.</param>
/// <param name="ConnectionsFailed">Connections that did not come to be.</param>
/// <param name="SessionsGarbled">Sessions given up since what came was not SMTP.</param>
/// <param name="SessionsSecured">Sessions inside TLS.</param>
/// <param name="SessionsInsecure">Sessions lost since TLS was granted and did not come to be.</param>
public sealed record ManifestLoad(
    string Target,
    string? Client,
    double Speed,
    int MaxConnections,
    bool Pipelining,
    long Connections,
    long PeakConnections,
    long ConnectionsFailed,
    long SessionsGarbled,
    long SessionsSecured,
    long SessionsInsecure,
    long BytesSent,
    long BytesReceived);

/// <param name="Commit">Of the source the program was built from, when the build knew it.</param>
public sealed record ManifestProgram(string Name, string Version, string? Commit)
{
    /// <param name="informationalVersion">As the compiler writes it: <c>0.1.0+commit</c>.</param>
    public static ManifestProgram Parse(string name, string informationalVersion)
    {
        var plus = informationalVersion.IndexOf('+', StringComparison.Ordinal);
        return plus < 0
            ? new ManifestProgram(name, informationalVersion, null)
            : new ManifestProgram(name, informationalVersion[..plus], informationalVersion[(plus + 1)..]);
    }
}
