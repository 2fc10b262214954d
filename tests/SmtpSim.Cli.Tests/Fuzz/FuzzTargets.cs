namespace SmtpSim.Cli.Tests;

/// <summary>
/// A target for every parser of what users and their files say, by name; those of what peers say are in SmtpSim.Protocol.Tests. Each takes octets, as
/// UTF-8, and throws if the code under test breaks a promise.
/// </summary>
public static class FuzzTargets
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Fuzz", "Corpus");

    public static IReadOnlyDictionary<string, Action<byte[]>> All { get; } = new SortedDictionary<string, Action<byte[]>>(StringComparer.Ordinal)
    {
        ["address"] = AddressFuzz.Run,
        ["calibrate"] = CalibrateFuzz.Run,
        ["outages"] = TraceFuzz.RunOutages,
        ["records-where"] = RecordWhereFuzz.Run,
        ["scenario"] = ScenarioFuzz.Run,
        ["trace"] = TraceFuzz.RunMessages,
    };

    /// <summary>Octets that a target was shown once and must stand for ever.</summary>
    public static IReadOnlyList<byte[]> CorpusOf(string target) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
