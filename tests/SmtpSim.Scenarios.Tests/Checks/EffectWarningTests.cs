namespace SmtpSim.Scenarios.Tests;

public sealed class EffectWarningTests
{
    private const string Text =
        """
        schema: 1
        name: idle
        duration: 1h
        servers:
          mx:
            faults:
              - { at: rcpt, reply: 451 Busy, chance: 0% }
              - { at: rcpt, reply: 451 Busy, when: { from: 2h } }
              - { at: rcpt, reply: 451 Busy, when: { clients: idle } }
          hub: { relay: { retry: postfix } }
          spare: {}
          home: {}
        domains:
          unused: { mx: spare }
        clients:
          a: { retry: postfix, bounces-to: home }
          idle: { retry: postfix }
        traffic:
          - { from: a, to: mx, arrivals: { burst: 1 } }
        outages:
          - { servers: spare, at: 10m, for: 10m }
        failures:
          - { servers: [hub, spare], mtbf: 1h, mttr: 1m }
        """;

    [Fact]
    public void Parts_WithoutEffect_AreNamedWithPlaceAndRemedy()
    {
        var result = ScenarioLoader.Parse(Text, "idle.yaml", []);
        Assert.True(result.Ok);
        Assert.Equal(
            [
                "idle.yaml:7:38: the fault never strikes: its chance is 0% in servers.mx.faults[0]; write a 'chance', or remove it",
                "idle.yaml:8:46: the fault never strikes: the run ends at 1h in servers.mx.faults[1]; let it begin earlier, or lengthen 'duration'",
                "idle.yaml:9:46: the fault never strikes: clients.idle sends nothing to servers.mx in servers.mx.faults[2]; name a group that does, or remove 'clients'",
                "idle.yaml:10:3: no mail comes to servers.hub; name it in 'traffic', in a 'route' or among the hosts of a domain that mail is for, or remove it",
                "idle.yaml:11:3: no mail comes to servers.spare; name it in 'traffic', in a 'route' or among the hosts of a domain that mail is for, or remove it",
                "idle.yaml:14:3: no stream sends to domains.unused; name it in 'traffic', or remove it",
                "idle.yaml:17:3: clients.idle sends nothing; name it in 'traffic', or remove it",
                "idle.yaml:21:7: the outage has no effect: no mail comes to servers.spare; name a group that mail comes to, or remove it",
                "idle.yaml:23:7: the failures have no effect: no mail comes to servers.hub and servers.spare; name a group that mail comes to, or remove them",
            ],
            result.Warnings.Select(warning => warning.ToString()));
    }

    [Fact]
    public void Parts_ThatMailComesToByRouteMxListOrNotification_AreInUse()
    {
        const string Used =
            """
            schema: 1
            name: used
            duration: 1h
            servers:
              hub: { relay: { retry: postfix, route: gateway, lists: { members: 10, to: members } } }
              gateway: { relay: { retry: postfix } }
              members: {}
              best: {}
              backup: { relay: { retry: postfix } }
              home: {}
              victim: {}
            domains:
              example: { mx: [ { preference: 10, hosts: best }, { preference: 20, hosts: backup } ] }
            clients:
              a: { retry: postfix, route: hub, bounces-to: home, forged-senders: { share: 1%, as: victim } }
            traffic:
              - { from: a, to: example, arrivals: { burst: 1 } }
              - { from: a, to: hub, arrivals: { burst: 1 } }
            """;
        Assert.Empty(ScenarioLoader.Parse(Used, "used.yaml", []).Warnings);
    }

    [Fact]
    public void ChanceOfNought_OfASweep_MayBeWhatItChanges()
    {
        const string Swept = "\nsweep: { grid: { \"servers.mx.faults[0].chance\": [0%, 5%] }, replications: 2 }\n";
        var text = Text + Swept;
        Assert.DoesNotContain(ScenarioLoader.Parse(text, "idle.yaml", []).Warnings, warning => warning.Message.Contains("0%", StringComparison.Ordinal));
    }
}
