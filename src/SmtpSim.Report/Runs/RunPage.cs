using System.Globalization;
using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>The report of a run, in the order in which it is read: what it answers, why, and where it comes from.</summary>
public static class RunPage
{
    /// <summary>Its name in a results folder.</summary>
    public const string FileName = "report.html";

    public static ReportPage Of(ReportedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new ReportPage("Run", run.World.Name, Facts(run), RunVerdict.Of(run), [.. Sections(run)]);
    }

    /// <summary>All charts of the report, in its order.</summary>
    public static IReadOnlyList<Chart> Charts(ReportedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. Groups(run).SelectMany(group => group.Charts)];
    }

    private static IEnumerable<ReportSection> Sections(ReportedRun run)
    {
        if (run.Expectations.Count > 0)
            yield return new ReportSection("expectations", "Expectations", html => RunSections.Expectations(html, run.Expectations));
        foreach (var (id, heading, charts) in Groups(run))
        {
            if (charts.Count == 0)
                continue;
            yield return new ReportSection(id, heading, html =>
            {
                if (id == "mail")
                {
                    RunSections.EndToEnd(html, run);
                    RunSections.Groups(html, run);
                }
                foreach (var chart in charts)
                    ChartBlock.Write(html, chart);
            });
        }
        if (run.Result.Exemplars.Any(list => list.All.Any()))
            yield return new ReportSection("messages", "Slowest and failed messages", html => RunSections.Messages(html, run));
        yield return new ReportSection("scenario", "Scenario", html => RunSections.Scenario(html, run));
        yield return new ReportSection("provenance", "Provenance", html => RunSections.Provenance(html, run));
    }

    private static IEnumerable<(string Id, string Heading, IReadOnlyList<Chart> Charts)> Groups(ReportedRun run)
    {
        yield return ("mail", "What became of the mail", [DelayChart.Of(run), AttemptsChart.Of(run)]);
        yield return ("time", "Over time", [RepliesChart.Of(run), LevelCharts.Queue(run), LevelCharts.Sessions(run)]);
        yield return ("phase", "Phases", Present(PhasesChart.Of(run)));
        yield return ("retry", "Retries", Present(TimelineChart.Of(run)));
        yield return ("servers", "Servers", [.. ServerCharts.Of(run)]);
    }

    private static IReadOnlyList<Chart> Present(Chart? chart) => chart is null ? [] : [chart];

    private static string Facts(ReportedRun run)
    {
        var world = run.World;
        var seed = world.Seed.ToString(CultureInfo.InvariantCulture);
        return $"Seed {seed}{(world.Replication > 0 ? $", replication {world.Replication}" : "")}: {Quantity.Count(run.Metrics.AllClients[ClientCounter.MessagesSubmitted], "message")} from "
            + $"{Hosts(world.Clients.Sum(group => (long)group.Count), "client", world.Clients.Count)} to {Hosts(world.Servers.Sum(group => (long)group.Count), "server", world.Servers.Count)} "
            + $"in {Quantity.Duration(world.Duration.TotalSeconds)} of virtual time, and {Quantity.Duration(world.Drain.TotalSeconds)} for the queues to empty.";
    }

    private static string Hosts(long count, string role, int groups) => groups == 1 ? Quantity.Count(count, role) : $"{Quantity.Count(count, role)} in {groups} groups";
}
