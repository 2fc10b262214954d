using CsCheck;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

public sealed class TraceTests
{
    private const string Header = "time,client,bytes,recipients\n";

    [Fact]
    public void Trace_NumbersAndNames_ArePlacesInTheStream()
    {
        var trace = Read(Header + "0,1,1000,1\n0.5,a-2,2000,2\r\n0.5000001,3,3000,64\n\n7,b,4000,1\n");
        Assert.Equal("t.csv", trace.File);
        Assert.Equal([0, 5_000_000, 5_000_001, 70_000_000], trace.Ticks);
        Assert.Equal([0, 1, 2, 2], trace.Clients);
        Assert.Equal([1000, 2000, 3000, 4000], trace.Bytes);
        Assert.Equal([1, 2, 64, 1], trace.Recipients);
    }

    [Fact]
    public void Trace_OfGroupsInAnotherOrder_CountsAsTheScenarioDefinesThem() =>
        Assert.Equal([2, 0], Read(Header + "1,b,1,1\n2,a-1,1,1\n", "traffic[0].from=[b, a]").Clients);

    [Fact]
    public void Trace_WithByteOrderMarkAndNoLastLineEnd_IsRead() => Assert.Equal([10_000_000], Read("\uFEFF" + Header + "1,1,1,1").Ticks);

    [Fact]
    public void Trace_Path_IsRelativeToTheScenario()
    {
        var asked = new List<string>();
        ScenarioLoader.Parse(Sample.Text, Path.Combine("folder", "sample.yaml"), ["traffic[0].arrivals.trace=t.csv"], file =>
        {
            asked.Add(file);
            return null;
        });
        Assert.Equal([Path.Combine("folder", "t.csv")], asked);
    }

    [Fact]
    public void Trace_TimesOfAStreamThatStartsLater_AreFromItsStart()
    {
        Assert.Equal([0], Read(Header + "0,1,1,1\n", "traffic[0].during={ from: 30m, to: 40m }").Ticks);
        var result = Parse(Header + "600,1,1,1\n", "traffic[0].during={ from: 30m, to: 40m }");
        Assert.Equal(
            "t.csv:2:1: the time is after the end of the stream, which lasts 10m; lengthen 'during' or 'duration', or remove the line",
            Assert.Single(result.Diagnostics).ToString());
    }

    [Fact]
    public void Trace_ManyErrors_AreBounded() => Assert.Equal(20, Parse(Header + string.Concat(Enumerable.Repeat("x\n", 1000))).Diagnostics.Count);

    [Fact]
    public void Trace_Written_ReadsBackTheSame() =>
        Gen.Select(Gen.Long[0, 35_999_999_999], Gen.Int[0, 2], Gen.Int[1, int.MaxValue], Gen.Int[1, 64]).Array[1, 30].Sample(rows =>
        {
            var sorted = rows.OrderBy(row => row.Item1).ToList();
            var trace = new ArrivalSpec.Trace(
                "t.csv", [.. sorted.Select(r => r.Item1)], [.. sorted.Select(r => r.Item2)], [.. sorted.Select(r => r.Item3)], [.. sorted.Select(r => r.Item4)]);
            var scenario = Sample.With() with { Traffic = [Sample.With().Traffic[0] with { Arrivals = trace }] };
            var (name, text) = Assert.Single(EffectiveScenario.TraceFiles(scenario));
            Assert.Equal("t.csv", name);
            var read = Read(text);
            Assert.Equal(trace.Ticks, read.Ticks);
            Assert.Equal(trace.Clients, read.Clients);
            Assert.Equal(trace.Bytes, read.Bytes);
            Assert.Equal(trace.Recipients, read.Recipients);
        });

    [Fact]
    public void LocalTraces_OfAScenario_FitInItsFolder()
    {
        var result = ScenarioLoader.Parse(Sample.Text, "sample.yaml", ["traffic[0].arrivals.trace=../far/away.csv"], _ => Header + "1,1,1,1\n");
        var local = EffectiveScenario.WithLocalTraces(Sample.Good(result));
        var (name, text) = Assert.Single(EffectiveScenario.TraceFiles(local));
        Assert.Equal("trace-1.csv", name);
        var again = Sample.Good(ScenarioLoader.Parse(EffectiveScenario.Write(local), "scenario.yaml", [], file => file == name ? text : null));
        Assert.Equal(EffectiveScenario.Write(local), EffectiveScenario.Write(again));
        Assert.Equal(SimDuration.TicksPerSecond, Assert.IsType<ArrivalSpec.Trace>(again.Traffic[0].Arrivals).Ticks[0]);
    }

    private static ArrivalSpec.Trace Read(string text, params string[] sets) => Assert.IsType<ArrivalSpec.Trace>(Sample.Good(Parse(text, sets)).Traffic[0].Arrivals);

    private static LoadResult Parse(string text, params string[] sets) =>
        ScenarioLoader.Parse(Sample.Text, "sample.yaml", [.. sets, "traffic[0].arrivals.trace=t.csv"], file => file == "t.csv" ? text : null);
}
