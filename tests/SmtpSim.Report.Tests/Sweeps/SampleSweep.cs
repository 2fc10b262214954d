using SmtpSim.Results;

namespace SmtpSim.Report.Tests;

/// <summary>Sweeps of a few numbers.</summary>
internal static class SampleSweep
{
    /// <summary>A sweep with one metric; each cell's values, in the order of its replications.</summary>
    public static ReportedSweep Of(string metric, string[] factors, params (string[] Values, double?[] Runs)[] cells)
    {
        var selector = new MetricSelector(MetricCatalogue.Find(metric)!);
        var table = new SweepTable(factors, [selector], [.. cells.Select((cell, i) => new SweepCellRuns(
            i,
            [.. factors.Zip(cell.Values, KeyValuePair.Create)],
            [.. cell.Runs.Select((value, replication) => new SweepRecord(i, replication, "", 0, [value]))]))]);
        return new ReportedSweep
        {
            Name = "sample",
            Seed = 7,
            Question = "does <it> recover?",
            Size = "10 clients, 1 server",
            Table = table,
            CommonRandomNumbers = true,
            Asked = [selector],
            Expectations = [],
            Text = "name: sample # a & b\n",
            Set = [],
            Program = new ManifestProgram("smtpsim", "1.0", "abc"),
            Digest = "d1ge57",
        };
    }

    /// <summary>Three policies at two loads, of which the load decides.</summary>
    public static ReportedSweep Recovery() => Of(
        "recovered", ["policy", "load"],
        (["fixed", "0.5"], [1, 1]), (["fixed", "0.9"], [0, 0]), (["jitter", "0.5"], [1, 1]), (["jitter", "0.9"], [0, 1]), (["postfix", "0.5"], [1, 1]), (["postfix", "0.9"], [0, 0]));
}
