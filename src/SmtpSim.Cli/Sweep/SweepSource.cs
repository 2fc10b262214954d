using System.Security.Cryptography;
using System.Text;
using SmtpSim.Model;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>A sweep that is to be run: its plan, and the folder that holds its text and its journal.</summary>
/// <param name="Plan">What is run.</param>
/// <param name="Folder">Where.</param>
/// <param name="Text">The scenario file, to the last byte.</param>
internal sealed record SweepSource(SweepPlan Plan, SweepFolder Folder, string Text)
{
    /// <summary>
    /// What the journal knows the sweep by: the text, its traces, the values set, what is measured and the program, of which any other would give
    /// other runs.
    /// </summary>
    public string Hash
    {
        get
        {
            var text = new StringBuilder(Text);
            foreach (var trace in Folder.Request.Traces.Values)
                text.Append('\n').Append(Folder.Read(trace));
            text.Append('\n').AppendJoin('\n', Folder.Request.Set).Append('\n').AppendJoin('\n', Plan.Metrics).Append('\n').Append(App.Program.Version).Append(App.Program.Commit);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    /// <summary>Loads the sweep and makes its folder.</summary>
    /// <exception cref="CommandException">It is not valid, or the folder can't be made.</exception>
    public static SweepSource Begin(string file, IReadOnlyList<string> sets, string? directory, Terminal terminal)
    {
        var plan = Checked(SweepLoader.LoadFile(file, sets), file, terminal);
        var text = File.ReadAllText(file);
        var traces = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var files = new List<(string, string)> { (SweepFolder.SweepFile, text) };
        foreach (var trace in plan.Cells.SelectMany(cell => cell.Scenario.Traffic).Select(stream => stream.Arrivals).OfType<ArrivalSpec.Trace>())
        {
            if (!traces.TryAdd(trace.File, $"trace-{traces.Count + 1}.csv"))
                continue;
            files.Add((traces[trace.File], File.ReadAllText(Path.Combine(Path.GetDirectoryName(file) ?? "", trace.File))));
        }

        var request = new SweepRequest(SweepRequest.SchemaName, file, sets, directory is not null, traces);
        return new SweepSource(plan, BeginFolder(directory, $"{plan.Scenario.Name}-sweep-s{plan.Scenario.Seed}", request, files), text);
    }

    /// <summary>Makes the folder of a published experiment.</summary>
    /// <exception cref="CommandException">It can't be made.</exception>
    public static SweepSource BeginPublished(PublishedExperiment experiment, string text, IReadOnlyList<string> sets, string? directory, Terminal terminal)
    {
        var file = experiment.Name + ScenarioSource.Extension;
        var plan = Checked(SweepLoader.Parse(text, file, sets), file, terminal);
        var request = new SweepRequest(SweepRequest.SchemaName, file, sets, directory is not null, new(StringComparer.Ordinal), experiment.Name);
        return new SweepSource(plan, BeginFolder(directory, $"reproduce-{experiment.Name}-s{plan.Scenario.Seed}", request, [(SweepFolder.SweepFile, text)]), text);
    }

    /// <summary>Takes up an unfinished sweep.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static SweepSource Resume(string directory, Terminal terminal)
    {
        if (SweepFolder.Find(directory) is not { } folder)
        {
            throw File.Exists(Path.Combine(directory, SweepCsv.CellsFile))
                ? new CommandException(ExitCode.Usage, $"the sweep in {directory} is finished: there is nothing to resume")
                : new CommandException(ExitCode.NoInput, $"no unfinished sweep is in {directory}", "Name the folder that ends in " + SweepFolder.Unfinished + ".");
        }

        var text = folder.Read(SweepFolder.SweepFile);
        return new SweepSource(PlanOf(folder.Path, folder.Request.File, folder.Request.Set, folder.Request.Traces, terminal), folder, text);
    }

    /// <summary>The plan of the sweep whose text and traces a folder holds.</summary>
    /// <param name="folder">Of a sweep, finished or not.</param>
    /// <param name="file">What its text was called.</param>
    /// <param name="sets">The values that were set.</param>
    /// <param name="traces">The trace files: as the text names them, and as they are called in the folder.</param>
    /// <param name="terminal">Takes complaints.</param>
    public static SweepPlan PlanOf(string folder, string file, IReadOnlyList<string> sets, SortedDictionary<string, string> traces, Terminal terminal)
    {
        var local = traces.ToDictionary(trace => Path.Combine(Path.GetDirectoryName(file) ?? "", trace.Key), trace => Path.Combine(folder, trace.Value), StringComparer.Ordinal);
        var text = File.ReadAllText(Path.Combine(folder, SweepFolder.SweepFile));
        return Checked(SweepLoader.Parse(text, file, sets, name => local.TryGetValue(name, out var trace) ? File.ReadAllText(trace) : null), folder, terminal);
    }

    private static SweepFolder BeginFolder(string? directory, string stem, SweepRequest request, IReadOnlyList<(string Name, string Text)> files)
    {
        try
        {
            return SweepFolder.Begin(directory, stem, request, files);
        }
        catch (ResultsException e)
        {
            throw new CommandException(ResultsExit.CodeOf(e.Failure), e.Message);
        }
    }

    private static SweepPlan Checked(SweepLoadResult loaded, string file, Terminal terminal)
    {
        if (loaded.Plan is { } plan)
            return plan;
        ScenarioSource.Report(loaded.Diagnostics, terminal.Error);
        throw loaded.NotFound
            ? new CommandException(ExitCode.NoInput, "no scenario, nothing done")
            : new CommandException(ExitCode.InvalidScenario, $"{file} has {Quantity.Count(loaded.Diagnostics.Count, "error")}");
    }
}
