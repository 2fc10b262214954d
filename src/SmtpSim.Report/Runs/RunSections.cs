using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>The parts of a run's report that are no charts.</summary>
internal static class RunSections
{
    public static void Expectations(HtmlWriter html, IReadOnlyList<ExpectationResult> results)
        => new PageTable("Expectations", ["expectation", ">observed", "met"], [.. results.Select(Row)]).Write(html);

    /// <summary>What became of the mail, by client group.</summary>
    public static void Groups(HtmlWriter html, ReportedRun run)
    {
        var horizon = run.Horizon;
        var rows = run.World.Clients.Zip(run.Result.Clients, (group, metrics) => ClientSummary.Of(group.Name, group.Count, metrics, horizon)).ToList();
        if (rows.Count > 1)
            rows.Add(ClientSummary.Of("all", run.World.Clients.Sum(group => (long)group.Count), run.Metrics.AllClients, horizon));
        (string Name, Func<Fates, long> Of)[] sad = [("bounced", fates => fates.Bounced), ("expired", fates => fates.Expired), ("dropped", fates => fates.Dropped), ("queued", fates => fates.Queued)];
        sad = [.. sad.Where(fate => rows.Exists(row => fate.Of(row.Messages) > 0))];
        new PageTable("Mail by client group",
            ["clients", ">hosts", ">messages", ">delivered", .. sad.Select(fate => ">" + fate.Name), ">median delay", ">95 % within", ">attempts each"],
            [.. rows.Select(row => (IReadOnlyList<PageCell>)
            [
                row.Name, Quantity.Count(row.Hosts), Quantity.Count(row.Messages.Submitted), Quantity.Percent(row.DeliveredRatio),
                .. sad.Select(fate => new PageCell(Quantity.Percent(Ratio(fate.Of(row.Messages), row.Messages.Submitted)))),
                Quantity.Duration(row.DeliveryDelayS.P50), Quantity.Duration(row.DeliveryDelayS.P95), Quantity.Factor(row.Amplification),
            ])]).Write(html);
    }

    /// <summary>What became of the mail over all its hops, by the group that submitted it; columns about something that did not happen are left out.</summary>
    public static void EndToEnd(HtmlWriter html, ReportedRun run)
    {
        if (EndToEndSummary.Of(run.Result) is not { } summary || summary.Origins.Where(origin => origin.Messages > 0).ToList() is not { Count: > 0 } origins)
            return;
        (string Name, Func<OriginSummary, long> Of)[] sad =
        [
            ("copies too many", origin => origin.Copies.Duplicates), ("bounced", origin => origin.Copies.Bounced), ("expired", origin => origin.Copies.Expired),
            ("dropped", origin => origin.Copies.Dropped), ("lost", origin => origin.Copies.Lost), ("queued", origin => origin.Copies.Queued),
        ];
        sad = [.. sad.Where(fate => origins.Exists(origin => fate.Of(origin) > 0))];
        html.Element("p", "From where it was submitted to the mailbox, over all relays:");
        new PageTable("Mail end to end",
            ["submitted by", ">messages", ">recipients", ">have it", .. sad.Select(fate => ">" + fate.Name), ">median delay", ">95 % within", ">relays passed"],
            [.. origins.Select(origin => (IReadOnlyList<PageCell>)
            [
                origin.Name, Quantity.Count(origin.Messages), Quantity.Count(origin.Copies.Submitted), Quantity.Percent(origin.DeliveredRatio),
                .. sad.Select(fate => new PageCell(Quantity.Count(fate.Of(origin)))),
                Quantity.Duration(origin.DelayS.P50), Quantity.Duration(origin.DelayS.P95), Quantity.Factor(origin.RelaysPassed.Mean),
            ])]).Write(html);
        html.Element("p", "Hop by hop, where what a relay sends on counts once more, as the relay's:");
    }

    public static void Messages(HtmlWriter html, ReportedRun run)
    {
        var world = new World(run.World);
        var chosen = ExemplarChoice.Of(run.Result.Exemplars);
        var traces = run.Observation?.Traces.ToDictionary(log => log.Name) ?? [];
        string NameOf(Exemplar exemplar) => string.Create(CultureInfo.InvariantCulture, $"{world.NameOf(exemplar.Host)}/{exemplar.Number}");
        html.Element("p", "The slowest messages that were delivered, and the first ones that failed.");
        new PageTable("Slowest and failed messages", ["message", "fate", ">submitted at", ">fate after", ">attempts"],
            [.. chosen.Select(exemplar => (IReadOnlyList<PageCell>)
            [
                new PageCell(NameOf(exemplar), Link: traces.TryGetValue(NameOf(exemplar), out var log) ? "#" + DialogueBlock.IdOf(log) : null),
                new PageCell(DialogueBlock.FateOf(exemplar.Fate), exemplar.Fate == MessageFate.Delivered ? Tone.Good : Tone.Bad),
                exemplar.Submitted.ToString(), Quantity.Duration((exemplar.Settled - exemplar.Submitted).TotalSeconds), Quantity.Count(exemplar.Attempts),
            ])]).Write(html);
        using (html.Open("p", ("class", "note")))
        {
            if (traces.Count < chosen.Count)
                html.Text(run.Observation is { Whole: false } observation ? $"Messages are followed up to {Quantity.Duration(observation.Until.TotalSeconds)}. " : "Not all of them could be followed to their end. ");
            html.Text("Any other message: ");
            html.Element("code", "smtpsim trace scenario.yaml --message CLIENT/N");
            html.Text(" in this folder.");
        }
        foreach (var exemplar in chosen)
            if (traces.TryGetValue(NameOf(exemplar), out var log))
                DialogueBlock.Write(html, log);
    }

    public static void Scenario(HtmlWriter html, ReportedRun run)
    {
        using var details = html.Open("details");
        html.Element("summary", "Effective scenario, every default written out");
        using var pre = html.Open("pre", ("tabindex", "0"));
        html.Element("code", run.Scenario);
    }

    public static void Provenance(HtmlWriter html, ReportedRun run)
    {
        new PageTable("Provenance", ["what", "value"],
        [
            ["scenario", run.World.Name],
            ["seed", run.World.Seed.ToString(CultureInfo.InvariantCulture)],
            ["replication", run.World.Replication.ToString(CultureInfo.InvariantCulture)],
            ["program", $"{run.Program.Name} {run.Program.Version}" + (run.Program.Commit is { } commit ? $" ({commit})" : "")],
            ["events", Quantity.Count(run.Result.Events)],
            ["SHA-256 of the effective scenario", run.ScenarioHash],
            ["digest of the results", run.Result.Digest],
        ]).Write(html);
        using var again = html.Open("p", ("class", "note"));
        html.Text("The same scenario and seed give the same results on any machine: ");
        html.Element("code", "smtpsim verify");
        html.Text(" runs this folder again and compares. When, where and how fast it ran stands in ");
        html.Element("code", "manifest.json");
        html.Text(".");
    }

    private static IReadOnlyList<PageCell> Row(ExpectationResult result)
    {
        var left = result.Expectation.Left;
        var observed = result.Observed is null ? "nothing to compare" : MetricFigure.Of(left.Unit, result.Observed);
        if (result is { Expectation.Right: not null, Bound: { } bound })
            observed += $" and {MetricFigure.Of(left.Unit, bound)}";
        return [result.Expectation.Text, observed, result.Passed ? new PageCell("✓ yes", Tone.Good) : new PageCell("✗ no", Tone.Bad)];
    }

    private static double? Ratio(long part, long whole) => whole == 0 ? null : part / (double)whole;
}
