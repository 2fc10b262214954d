using SmtpSim.Model;

namespace SmtpSim.Report;

/// <summary>Each server over time: how many connections it was asked for, and how often it failed its clients.</summary>
internal static class ServerCharts
{
    public static IEnumerable<Chart> Of(ReportedRun run)
    {
        if (run.Observation is not { } observation)
            yield break;
        yield return Map(run, observation, "load", "Load by server", "connections asked for", load => load.Sessions, servers => LoadSentence(servers, When(observation)));
        if (observation.Servers.Any(load => load.Failures.Any(count => count > 0)))
            yield return Map(run, observation, "refusals", "Failures by server", "negative replies, and connections refused or lost", load => load.Failures, servers => FailureSentence(servers, When(observation)));
    }

    private static Chart Map(ReportedRun run, Observation observation, string name, string title, string label, Func<ServerLoad, long[]> counts, Func<List<(string Name, long Sum)>, string> sentence) => new()
    {
        Name = name,
        Title = title,
        Sentence = sentence([.. observation.Servers.Select(load => (load.Name, counts(load).Sum()))]),
        X = run.Time.Axis,
        Y = Axis.Of("", [.. observation.Servers.Select(load => load.Name)]),
        Heat = new HeatGrid($"{label} in {Quantity.Duration(run.Time.Step)}", Measure.Number, [.. observation.Servers.Select(load => Seen(run, observation, counts(load)))], 0, run.Time.Step),
        Shades = FaultSpans.Of(run.World, run.Time.Bins * run.Time.Step),
        Note = observation.Whole ? run.Time.NoteOf(run.Result) : PhasesChart.NotWhole(observation),
    };

    /// <summary>What was not looked at is not nought.</summary>
    private static double[] Seen(ReportedRun run, Observation observation, long[] counts)
    {
        var whole = observation.Whole ? counts.Length : (int)Math.Min(counts.Length, observation.Until.Ticks / run.Time.Width);
        return [.. counts.Select((count, bin) => bin < whole ? count : double.NaN)];
    }

    /// <summary>What sums are of, where the second look did not see the whole run.</summary>
    private static string When(Observation observation) => observation.Whole ? "" : $" in the first {Quantity.Duration(observation.Until.TotalSeconds)}";

    private static string LoadSentence(List<(string Name, long Sum)> servers, string when)
    {
        var (least, most, all) = (servers.MinBy(server => server.Sum), servers.MaxBy(server => server.Sum), servers.Sum(server => server.Sum));
        var (lowest, highest) = all == 0 ? ("", "") : (Quantity.Percent(least.Sum / (double)all), Quantity.Percent(most.Sum / (double)all));
        return servers.Count == 1 ? $"{most.Name} was asked for {Quantity.Count(all, "connection")}{when}."
            : all == 0 ? $"No connection was asked for{when}."
            : lowest == highest ? $"The load was even: each of {servers.Count} rows has {highest} of {Quantity.Count(all)} connections{when}."
            : $"Of {Quantity.Count(all)} connections{when} {most.Name} had {highest}, {least.Name} {lowest}.";
    }

    private static string FailureSentence(List<(string Name, long Sum)> servers, string when)
    {
        var (most, all) = (servers.MaxBy(server => server.Sum), servers.Sum(server => server.Sum));
        return servers.Count(server => server.Sum > 0) == 1 ? $"{(servers.Count > 1 ? "Only " : "")}{most.Name} failed its clients {Quantity.Count(all, "time")}{when}."
            : $"{servers.Count(server => server.Sum > 0)} of {servers.Count} rows show failures, {Quantity.Count(all)} in all{when}; {most.Name} has the most, {Quantity.Count(most.Sum)}.";
    }
}
