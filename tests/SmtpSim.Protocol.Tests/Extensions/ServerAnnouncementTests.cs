namespace SmtpSim.Protocol.Tests;

public sealed class ServerAnnouncementTests
{
    [Theory]
    [InlineData("SIZE 1000", 1000L)]
    [InlineData("size 9223372036854775807", long.MaxValue)]
    [InlineData("SIZE 99999999999999999999", 0L)]
    [InlineData("SIZE -1", 0L)]
    [InlineData("SIZE 1k", 0L)]
    [InlineData("SIZE", 0L)]
    [InlineData("SIZES 5", 0L)]
    public void Note_Size_GivesTheLimitOrNone(string line, long expected)
    {
        var announcement = new ServerAnnouncement();
        announcement.Note(Octets.Of(line));
        Assert.Equal(expected, announcement.MaxSize);
    }

    [Theory]
    [InlineData("LIMITS RCPTMAX=5 MAILMAX=2 RCPTDOMAINMAX=1", 5, 2, 1)]
    [InlineData("limits rcptmax=5  future=9", 5, 0, 0)]
    [InlineData("LIMITS RCPTMAX=99999999999 MAILMAX= =3 RCPTDOMAINMAX", int.MaxValue, 0, 0)]
    public void Note_Limits_GivesThoseItKnows(string line, int recipients, int mails, int domains)
    {
        var announcement = new ServerAnnouncement();
        announcement.Note(Octets.Of(line));
        Assert.Equal((recipients, mails, domains), (announcement.Limits.Recipients, announcement.Limits.Mails, announcement.Limits.RecipientDomains));
    }
}
