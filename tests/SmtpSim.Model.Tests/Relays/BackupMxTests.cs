using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>Relays among the mail hosts of a domain (RFC 5321 section 5.1).</summary>
public class BackupMxTests
{
    private static Scenario Backed(params (int Preference, string Servers)[] hosts) => Scene.Plain with
    {
        Servers = [Scene.Server, RelayScene.Hub with { Name = "first" }, RelayScene.Hub with { Name = "second" }],
        Domains = [new DomainGroup { Name = "example", Mx = [.. hosts.Select(host => new MxSpec { Preference = host.Preference, Servers = host.Servers })] }],
        Traffic = [Scene.Burst(20) with { To = "example" }],
        Outages = [new OutageSpec { Servers = "mx", Kind = OutageKind.Refuse, Start = SimDuration.Zero, Length = Scene.Seconds(100) }],
    };

    [Fact]
    public void Backup_WhileTheServerIsOut_TakesItsMailAndBringsIt()
    {
        var run = Simulation.Run(Backed((10, "mx"), (20, "first")));
        Assert.Equal((20, 20), (run.Origin()[EndToEndCounter.Delivered], run.Reception("first")[ReceptionCounter.Relayed]));
        Assert.Equal((20, 0), (run.Client[ClientCounter.MessagesDelivered], run.Client[ClientCounter.Deferrals]));
        // The backup tries at 0 s, 60 s and 120 s.
        Assert.Equal(120, run.Origin().Delay.Max / (double)SimDuration.TicksPerSecond, 0.5);
    }

    /// <summary>Neither to itself nor to its equal: with both of one preference the mail does not go from one to the other.</summary>
    [Fact]
    public void Backups_OfOnePreference_DoNotSendToEachOther()
    {
        var run = Simulation.Run(Backed((10, "mx"), (20, "first"), (20, "second")));
        Assert.Equal((20, 1), (run.Origin()[EndToEndCounter.Delivered], run.Origin().Relays.Max));
        Assert.InRange(run.Reception("first")[ReceptionCounter.Relayed], 4, 16);
        Assert.Equal(20, run.Reception("first")[ReceptionCounter.Relayed] + run.Reception("second")[ReceptionCounter.Relayed]);
    }

    /// <summary>A worse backup may hand its mail to a better one, not the other way round.</summary>
    [Fact]
    public void Backups_OfTwoPreferences_SendUpwardsOnly()
    {
        var scenario = Backed((10, "mx"), (20, "first"), (30, "second"));
        var lone = scenario.Outages.Append(new OutageSpec { Servers = "first", Kind = OutageKind.Refuse, Start = SimDuration.Zero, Length = Scene.Seconds(30) });
        var run = Simulation.Run(scenario with { Outages = [.. lone] });
        Assert.Equal((20, 2), (run.Origin()[EndToEndCounter.Delivered], run.Origin().Relays.Max));
        Assert.Equal((20, 20), (run.Reception("second")[ReceptionCounter.Relayed], run.Reception("first")[ReceptionCounter.Relayed]));
    }

    /// <summary>Two equal servers of one domain know of each other's copies.</summary>
    [Fact]
    public void Copies_OverTwoServersOfADomain_AreDuplicates()
    {
        var lossy = Scene.Server with { Count = 2, Faults = [new FaultSpec { At = SessionStep.Body, Kind = FaultKind.LoseReply, Chance = 0.5 }] };
        var scenario = Backed((10, "mx")).WithServer(lossy).With(new RetrySpec.Fixed(Scene.Seconds(60))) with { Outages = [], EndToEnd = true };
        var run = Simulation.Run(scenario with { Traffic = [Scene.Burst(2000) with { To = "example" }] });
        Assert.Equal(2000, run.Origin()[EndToEndCounter.Delivered]);
        Assert.Equal(2.0, 1 + run.Origin()[EndToEndCounter.Duplicates] / 2000.0, 0.1);
        Assert.Equal(2000, run.Reception("mx")[ReceptionCounter.Unique]);
        Assert.True(run.Sum(ServerCounter.RecipientDuplicates) < run.Origin()[EndToEndCounter.Duplicates]);
    }
}
