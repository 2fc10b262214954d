namespace SmtpSim.Protocol.Tests;

public sealed class ServerOfferTests
{
    [Fact]
    public void Keywords_OfEverything_NameEachExtensionWithItsValues()
    {
        var offer = ServerOffer.Everything with { MaxSize = 1000 };
        string[] inside =
        [
            "PIPELINING", "SIZE 1000", "AUTH SCRAM-SHA-256 PLAIN LOGIN", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", "DSN", "CHUNKING",
            "BINARYMIME", "LIMITS MAILMAX=1000 RCPTMAX=100",
        ];
        Assert.Equal(inside, offer.Keywords(insideTls: true));
        Assert.Equal(inside.Append("STARTTLS").Order(), offer.Keywords(insideTls: false).Order());
    }

    [Fact]
    public void Within_WhatDependsOnAnother_FallsWithIt()
    {
        Assert.False(new ServerOffer { Extensions = ServiceExtensions.BinaryMime }.Has(ServiceExtensions.BinaryMime, insideTls: false));
        Assert.False(new ServerOffer { Extensions = ServiceExtensions.SmtpUtf8 }.Has(ServiceExtensions.SmtpUtf8, insideTls: false));
        Assert.False(new ServerOffer { Extensions = ServiceExtensions.Auth }.Has(ServiceExtensions.Auth, insideTls: false));
        var insideAlone = ServerOffer.Everything with { AuthOnlyInsideTls = true };
        Assert.Equal((false, true), (insideAlone.Has(ServiceExtensions.Auth, false), insideAlone.Has(ServiceExtensions.Auth, true)));
    }

    /// <summary>What a server of ours announces, a client of ours reads back.</summary>
    [Fact]
    public void Announcement_OfAnyOffer_GivesTheOffer()
    {
        for (var bits = 0; bits <= 0x7FF; bits++)
        {
            var offer = ServerOffer.Everything with { Extensions = (ServiceExtensions)bits, MaxSize = 77 };
            var announcement = new ServerAnnouncement();
            foreach (var keyword in offer.Keywords(insideTls: false)) announcement.Note(Octets.Of(keyword));
            Assert.Equal(offer.Within(insideTls: false), announcement.Extensions);
            Assert.Equal(announcement.Has(ServiceExtensions.Size) ? 77 : 0, announcement.MaxSize);
            Assert.Equal(announcement.Has(ServiceExtensions.Auth) ? AuthMechanisms.All : AuthMechanisms.None, announcement.Mechanisms);
            Assert.Equal(announcement.Has(ServiceExtensions.Limits) ? (1000, 100) : (0, 0), (announcement.Limits.Mails, announcement.Limits.Recipients));
        }
    }
}
