using System.CommandLine;

namespace SmtpSim.Cli;

/// <summary>Arguments and options that several commands share.</summary>
internal static class CommonOptions
{
    public static Argument<string> Scenario() => new("SCENARIO")
    {
        Description = $"A scenario file, the name of one in {ScenarioSource.Folder}/, or a results folder.",
    };

    public static Option<string[]> Set() => new("--set")
    {
        HelpName = "PATH=VALUE",
        Description = "Set a value of the scenario, such as servers.mx.count=40. May be repeated.",
        DefaultValueFactory = _ => [],
    };

    public static Option<ulong?> Seed() => new("--seed") { HelpName = "N", Description = "Set the scenario's seed: another seed is another sample." };

    public static Option<bool> Json(string what) => new("--json") { Description = what };

    public static Option<string?> Junit() => new("--junit") { HelpName = "FILE", Description = "Write whether the expectations were met as JUnit XML." };

    public static Option<FileInfo?> OutFile() => new("--out") { HelpName = "FILE", Description = "Write to a file instead of standard output." };

    /// <summary>The values to set; a seed is one of them.</summary>
    public static IReadOnlyList<string> Sets(string[] sets, ulong? seed) =>
        seed is null ? sets : [.. sets, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"seed={seed}")];
}
