namespace SmtpSim.Architecture.Tests;

/// <summary>Who may use whom. A project may also use what the projects it uses may use, packages excepted.</summary>
internal static class Layers
{
    public sealed record Layer(string Name, string[] Projects, string[] Packages);

    public static IReadOnlyList<Layer> All { get; } =
    [
        new("SmtpSim.Protocol", [], ["Stateless"]),
        new("SmtpSim.Kernel", [], []),
        new("SmtpSim.Model", ["SmtpSim.Protocol", "SmtpSim.Kernel"], []),
        new("SmtpSim.Grains", ["SmtpSim.Model"], ["Microsoft.Orleans.", "Orleans.", "Microsoft.Extensions."]),
        new("SmtpSim.Scenarios", ["SmtpSim.Model", "SmtpSim.Results"], ["YamlDotNet"]),
        new("SmtpSim.Results", ["SmtpSim.Model"], ["MathNet.Numerics", "ZstdSharp", "ZstdSharp.Port"]),
        new("SmtpSim.Report", ["SmtpSim.Results"], []),
        new("SmtpSim.Figures", ["SmtpSim.Report"], ["SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies"]),
        new("SmtpSim.Wire", ["SmtpSim.Model"], []),
        // Orleans' generator writes the list of application parts into the program; that is all the program has of Orleans.
        new("SmtpSim.Cli",
            ["SmtpSim.Model", "SmtpSim.Grains", "SmtpSim.Scenarios", "SmtpSim.Results", "SmtpSim.Report", "SmtpSim.Figures", "SmtpSim.Wire"],
            ["System.CommandLine", "Orleans.Serialization", "Orleans.Serialization.Abstractions"]),
    ];

    /// <summary>Projects that know no clock, thread, chance or I/O.</summary>
    public static string[] Pure { get; } = ["SmtpSim.Protocol", "SmtpSim.Kernel", "SmtpSim.Model"];

    public static TheoryData<string> Names => [.. All.Select(layer => layer.Name)];

    public static TheoryData<string> PureNames => [.. Pure];

    public static Layer Of(string name) => All.Single(layer => layer.Name == name);

    public static IEnumerable<string> Reachable(string name) =>
        Of(name).Projects.SelectMany(project => Reachable(project).Prepend(project)).Distinct();

    /// <summary>The program's assembly has the name of the program.</summary>
    public static string AssemblyOf(string project) => project == "SmtpSim.Cli" ? "smtpsim" : project;
}
