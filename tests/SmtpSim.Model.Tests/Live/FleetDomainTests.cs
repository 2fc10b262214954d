using System.Text;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>A live fleet whose mail is for domains: it goes through their hosts as the simulated one does, and asks no simulated DNS.</summary>
public class FleetDomainTests
{
    [Fact]
    public void Fleet_RefusedByTheFirstHost_GoesOnAtTheNextWithTheDomainInItsRecipients()
    {
        var fleet = new ClientFleet(Scene.Plain with
        {
            Servers = [Scene.Server, Scene.Server with { Name = "backup" }],
            Domains = [new DomainGroup { Name = "example", Mx = [new() { Servers = "mx" }, new() { Servers = "backup", Preference = 20 }], Dns = new DnsSpec() }],
            Traffic = [Scene.Once with { To = "example" }],
        });
        fleet.Advance(0);
        var play = new FleetPlay(fleet);

        Assert.Equal("Connect", play.Next());
        Assert.Equal("mx", Encoding.ASCII.GetString(fleet.Addresses.NameOf(play.Last.Server)));
        fleet.Refused(play.Last.Session, fleet.Now);

        Assert.Equal("Connect", play.Next());
        Assert.Equal("backup", Encoding.ASCII.GetString(fleet.Addresses.NameOf(play.Last.Server)));
        play.Answer("Connect");
        while (play.Next() is { } word && word != "Rcpt")
            play.Answer(word);
        var address = new byte[fleet.Addresses.MaxLength];
        var length = fleet.Addresses.WriteRecipient(address, play.Last, recipient: 0);
        Assert.EndsWith("@example", Encoding.ASCII.GetString(address.AsSpan(0, length)));
        play.Answer("Rcpt");
        Assert.EndsWith("Data Text Quit Close", play.Run());
        Assert.Equal((1, 1, 2), (fleet.CountOf(ClientCounter.MessagesDelivered), fleet.CountOf(ClientCounter.Attempts), fleet.CountOf(ClientCounter.SessionsOpened)));
    }
}
