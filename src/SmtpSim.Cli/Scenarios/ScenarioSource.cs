using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>Finds and loads the scenario that an argument names: a file, the name of one in <c>scenarios/</c>, or a results folder to run again.</summary>
internal static class ScenarioSource
{
    public const string Folder = "scenarios";
    public const string Extension = ".yaml";

    public static LoadResult Load(string argument, IReadOnlyList<string> sets, Terminal terminal, out string file)
    {
        file = Resolve(argument);
        var loaded = ScenarioLoader.LoadFile(file, sets);
        if (loaded.Ok)
            return loaded;
        Report(loaded.Diagnostics, terminal.Error);
        throw loaded.NotFound
            ? new CommandException(ExitCode.NoInput, "no scenario, nothing done")
            : new CommandException(ExitCode.InvalidScenario, $"{file} has {Quantity.Count(loaded.Diagnostics.Count, "error")}");
    }

    public static string Resolve(string argument)
    {
        if (Directory.Exists(argument) && Path.Combine(argument, Results.ResultsFolder.ScenarioFile) is var inResults && File.Exists(inResults))
            return inResults;
        if (File.Exists(argument) || Path.HasExtension(argument))
            return argument;
        var named = Path.Combine(Folder, argument + Extension);
        return File.Exists(named) ? named : argument;
    }

    /// <summary>What is possible and seldom meant: said, and nothing else comes of it.</summary>
    public static void Warn(IReadOnlyList<Diagnostic> warnings, Screen error) =>
        Report([.. warnings.Select(warning => warning with { Message = "warning: " + warning.Message })], error);

    /// <summary>Each diagnostic on a line of its own, with the line of the file it is about.</summary>
    public static void Report(IReadOnlyList<Diagnostic> diagnostics, Screen error)
    {
        var excerpts = new SourceExcerpt();
        foreach (var diagnostic in diagnostics)
        {
            var text = diagnostic.ToString();
            var place = text.IndexOf(": ", StringComparison.Ordinal);
            error.Line(place < 0 ? text : error.Paint(Ink.Strong, text[..(place + 1)]) + text[(place + 1)..]);
            excerpts.Write(diagnostic, error);
        }
    }
}
