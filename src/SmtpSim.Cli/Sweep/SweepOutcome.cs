using System.Text;
using SmtpSim.Results;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli;

/// <summary>What a sweep found, judged: by the expectations of its scenario, and by what was published when it reproduces an experiment.</summary>
/// <param name="Plan">What was run.</param>
/// <param name="Table">What was found.</param>
/// <param name="Expectations">At each cell they are about.</param>
/// <param name="Experiment">Null when it reproduces none.</param>
/// <param name="Published">The experiment's figures against those simulated; null likewise.</param>
internal sealed record SweepOutcome(
    SweepPlan Plan, SweepTable Table, IReadOnlyList<ExpectationResult> Expectations, PublishedExperiment? Experiment, IReadOnlyList<PublishedComparison>? Published)
{
    public static SweepOutcome Of(SweepPlan plan, SweepTable table, string? experiment)
    {
        var published = experiment is null ? null : PublishedExperiments.Find(experiment);
        return new SweepOutcome(
            plan, table, new SweepJudge(table).Judge(plan.Expectations), published, published is null ? null : new PublishedJudge(table, published.IsChance).Judge(published.Figures));
    }

    public bool IsGood => Expectations.All(result => result.Passed) && Published?.Any(one => one.Verdict != PublishedVerdict.Holds) is not true;

    /// <summary>What its report is made of.</summary>
    /// <param name="text">The scenario's file.</param>
    /// <param name="set">Values set on the command line.</param>
    /// <param name="program">That it ran with.</param>
    public ReportedSweep Reported(string text, IReadOnlyList<string> set, ManifestProgram program) => new()
    {
        Name = Plan.Scenario.Name,
        Seed = Plan.Scenario.Seed,
        Question = ListedScenario.Of("", text.Split('\n').Select(line => line.TrimEnd('\r'))).Question,
        Size = ScenarioText.Size(Plan.Scenario),
        Table = Table,
        CommonRandomNumbers = Plan.CommonRandomNumbers,
        Asked = Plan.AskedMetrics,
        Expectations = Expectations,
        Text = text,
        Set = set,
        Program = program,
        Digest = Table.Digest(),
        Experiment = Experiment,
        Published = Published ?? [],
    };

    /// <summary>The files of its folder that are made from all this.</summary>
    public IReadOnlyList<(string Name, Action<Stream> Write)> Files(string text, IReadOnlyList<string> set, ManifestProgram program)
    {
        var files = new List<(string, Action<Stream>)> { (SweepReport.FileName, stream => stream.Write(Encoding.UTF8.GetBytes(SweepReport.Of(Reported(text, set, program)).ToHtml()))) };
        if (Published is { } published)
            files.Add((PublishedCsv.FileName, stream => PublishedCsv.Write(stream, published)));
        return files;
    }
}
