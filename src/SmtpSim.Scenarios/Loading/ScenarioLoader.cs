using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Scenarios;

/// <summary>
/// YAML to a scenario with every default filled in, or to diagnostics with places and remedies. Never throws on what a file holds.
/// </summary>
public static class ScenarioLoader
{
    /// <summary>Loads a file. One that cannot be read gives <see cref="LoadResult.NotFound"/>.</summary>
    /// <param name="path">The scenario file; diagnostics name it so.</param>
    /// <param name="sets">Values that replace those of the file, each <c>PATH=VALUE</c>; the later wins.</param>
    public static LoadResult LoadFile(string path, IReadOnlyList<string> sets)
    {
        ArgumentNullException.ThrowIfNull(path);
        var text = TextFile.Read(path, NodeReader.MaxLength, out var reason);
        if (text is not null) return Parse(text, path, sets, file => TextFile.Read(file, TraceReader.MaxLength, out _));
        return new LoadResult { NotFound = true, Diagnostics = [new Diagnostic(path, 0, 0, reason, "'smtpsim list' shows the scenarios at hand")] };
    }

    /// <summary>Loads a text.</summary>
    /// <param name="text">The scenario.</param>
    /// <param name="fileName">What diagnostics call it; trace files are relative to it.</param>
    /// <param name="sets">Values that replace those of the text, each <c>PATH=VALUE</c>; the later wins.</param>
    /// <param name="readFile">Gives the text of a trace file, or null when there is none; without it every trace file is missing.</param>
    public static LoadResult Parse(string text, string fileName, IReadOnlyList<string> sets, Func<string, string?>? readFile = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(sets);
        return Parse(text, fileName, sets, readFile, cell: []);
    }

    /// <param name="cell">Values that a sweep puts into the scenario, after <paramref name="sets"/>.</param>
    internal static LoadResult Parse(
        string text, string fileName, IReadOnlyList<string> sets, Func<string, string?>? readFile, IReadOnlyList<SweepSetting> cell)
    {
        var context = new ReadContext();
        var scenario = Read(text, fileName, sets, cell, context, new TraceSource(fileName, readFile ?? (_ => null)), out var sweep, out var expectations);
        // What only several runs can tell is left to the sweep.
        List<int> single = scenario is null || context.Count > 0 ? [] : [.. Enumerable.Range(0, scenario.Expect.Count).Where(i => !expectations[i].NeedsSweep)];
        return new LoadResult
        {
            Scenario = context.Count > 0 || scenario is null ? null : scenario with { Expect = [.. single.Select(i => scenario.Expect[i])] },
            ExpectLines = [.. single.Select(i => PathText.PlaceOf(context.Places, PathText.Item("expect", i)).Line)],
            Warnings = context.Count > 0 || scenario is null ? [] : Sorted([.. CapacityWarnings.Of(scenario, context.Places), .. EffectWarnings.Of(scenario, sweep is not null, context.Places)]),
            Sweep = sweep,
            Expectations = expectations,
            Diagnostics = context.Sorted(),
            Places = context.Places,
            Lines = context.Places.Where(entry => entry.Key.Length > 0 && entry.Value.Line > 0).ToDictionary(
                entry => entry.Key, entry => entry.Value.Line, StringComparer.Ordinal),
        };
    }

    private static List<Diagnostic> Sorted(IEnumerable<Diagnostic> warnings) => [.. warnings.OrderBy(warning => warning.Line == 0).ThenBy(warning => warning.Line).ThenBy(warning => warning.Column)];

    private static Scenario? Read(
        string text,
        string fileName,
        IReadOnlyList<string> sets,
        IReadOnlyList<SweepSetting> cell,
        ReadContext context,
        TraceSource traces,
        out SweepNodes? sweep,
        out IReadOnlyList<Expectation> expectations)
    {
        (sweep, expectations) = (null, []);
        if (NodeReader.Read(text, fileName, hasLines: true, context) is not { } document) return null;
        if (document is ScalarNode { IsNull: true })
        {
            context.Error(document, "the scenario is empty", "'smtpsim new' writes one to begin with");
            return null;
        }
        if (document is MapNode root)
        {
            sweep = SweepNodes.Take(root);
            // What is wrong with a sweep is told where it is asked for.
            var names = sweep is null ? null : new SweepNames(sweep, new ReadContext());
            foreach (var assignment in sets) SetPath.Apply(root, assignment, names, context);
            foreach (var setting in cell) SetPath.Apply(root, setting.Path, setting.Value, setting.Place, context);
            if (context.Count > 0) return null; // half of a path may have been put into the document
        }
        context.NotePlaces(document, "");
        if (!ScenarioLanguage.Root.TryRead(document, "", context, ScenarioLanguage.Blank(), out var read)) return null;
        if (!ScenarioChecks.CheckCounts(read, context)) return null;
        ScenarioChecks.CheckReferences(read, context);
        expectations = ExpectChecks.Check(read, sweep is not null, context);
        // Sums and comparisons would only repeat what is wrong already.
        if (context.Count > 0) return null;
        var scenario = new Resolution(context, traces).Resolve(read);
        ScenarioChecks.CheckValues(scenario, context);
        return scenario;
    }
}
