using System.Text;
using SmtpSim.Model;
using SmtpSim.Scenarios;

namespace SmtpSim.Cli.Tests;

/// <summary>Files that a scenario refers to: they are refused, or give what the scenario has room for.</summary>
public static class TraceFuzz
{
    /// <summary>Messages: <c>time,client,bytes,recipients</c>.</summary>
    public static void RunMessages(byte[] octets)
    {
        var loaded = Load(octets, "traffic=[{ from: mta, to: mx, arrivals: { trace: fuzz.csv } }]");
        if (!loaded.Ok)
            return;
        var trace = Assert.IsType<ArrivalSpec.Trace>(loaded.Scenario!.Traffic[0].Arrivals);
        Assert.NotEmpty(trace.Ticks);
        Assert.Equal(trace.Ticks.Order(), trace.Ticks);
        Assert.All(trace.Clients, client => Assert.InRange(client, 0, 2));
        Assert.All(trace.Bytes, bytes => Assert.True(bytes > 0));
        Assert.All(trace.Recipients, recipients => Assert.InRange(recipients, 1, 64));
    }

    /// <summary>Outages: <c>start,length,kind</c>.</summary>
    public static void RunOutages(byte[] octets)
    {
        var loaded = Load(octets, "failures=[{ servers: mx, trace: fuzz.csv }]");
        if (!loaded.Ok)
            return;
        Assert.NotEmpty(loaded.Scenario!.Outages);
        Assert.All(loaded.Scenario.Outages, outage => Assert.True(outage.Length.Ticks > 0 && outage.Start.Ticks >= 0));
    }

    private static LoadResult Load(byte[] octets, string set)
    {
        var loaded = ScenarioLoader.Parse(FuzzScenario.Text, "fuzz.yaml", [set], _ => Encoding.UTF8.GetString(octets));
        Assert.NotEqual(loaded.Ok, loaded.Diagnostics.Count > 0);
        return loaded;
    }
}
