using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>Every scenario meets what its opening comment promises. (The million clients have a test of their own elsewhere: they take seconds.)</summary>
public sealed class PromiseTests
{
    [Fact]
    public void PlainSession_TakesEightRoundTrips()
    {
        var run = Experiment.Run("plain-session").Says("eight round trips of 50 ms", "350 ms", "400 ms");
        Assert.Equal(SimDuration.FromMilliseconds(350).Ticks, run.Client("alice").Delay.Max);
        Assert.Equal(SimDuration.FromMilliseconds(400).Ticks, run.Client("alice").SessionDuration.Max);
    }

    [Theory]
    [InlineData("plain", "plain             7          70 ms      700 ms     2100 ms", 7)]
    [InlineData("chunking", "chunking          6          60 ms      600 ms     1800 ms", 6)]
    [InlineData("pipelining", "pipelining        5          50 ms      500 ms     1500 ms", 5)]
    [InlineData("both", "both              4          40 ms      400 ms     1200 ms", 4)]
    [InlineData("newsletter", "newsletter        5          50 ms      500 ms     1500 ms", 5)]
    [InlineData("encrypted", "encrypted         8          80 ms      800 ms     2400 ms", 8)]
    [InlineData("submission", "submission        9          90 ms      900 ms     2700 ms", 9)]
    public void Extensions_CostAndSaveWholeRoundTrips(string group, string row, int roundTrips)
    {
        foreach (var (set, milliseconds) in new[] { ("5ms", 10), ("50ms", 100), ("150ms", 300) })
        {
            var run = Experiment.Run("extensions", $"network.latency={set}").Says(row, $"{roundTrips * milliseconds} ms");
            Assert.Equal(1, run.DeliveredShare(group));
            Assert.Equal(SimDuration.FromMilliseconds(roundTrips * milliseconds).Ticks, run.Client(group).Delay.Max);
        }
    }

    [Fact]
    public void Extensions_NewsletterWithoutPipelining_TakesThirtySixRoundTrips()
    {
        var run = Experiment.Run("extensions", "clients.newsletter.pipelining=false").Says("36 round trips without");
        Assert.Equal(SimDuration.FromMilliseconds(3600).Ticks, run.Client("newsletter").Delay.Max);
    }

    [Theory]
    [InlineData("postfix", "100 %        7m 30s        2", 450, 15, 2)]
    [InlineData("exim", "100 %       15m 00s        2", 900, 5, 2)]
    [InlineData("qmail", "100 %        6m 40s        2", 400, 5, 2)]
    [InlineData("every-minute", "100 %        5m 02s        6", 302, 3, 6)]
    public void Greylisting_SenderThatRetries_GetsThroughByItsSchedule(string group, string row, double median, double tolerance, double attempts)
    {
        var run = Experiment.Run("greylisting").Says(row);
        Assert.Equal(1, run.DeliveredShare(group));
        Assert.Equal(median, run.DelaySeconds(group, 0.5), tolerance);
        Assert.Equal(attempts, run.AttemptsPerMessage(group), 0.01);
    }

    [Fact]
    public void Greylisting_SenderThatGivesUp_NeverGetsThrough()
    {
        var run = Experiment.Run("greylisting").Says("one-shot             0 %             -        1");
        Assert.Equal(0, run.DeliveredShare("one-shot"));
        Assert.Equal(1, run.AttemptsPerMessage("one-shot"));
    }

    [Theory]
    [InlineData("postfix", "at most 7h 12m", 6 * 3600, 6 * 3600 + 4000 + 301)]
    [InlineData("exim", "6h 45m", 24300, 24302)]
    [InlineData("qmail", "7h 07m", 25600, 25602)]
    [InlineData("quarter-hour", "6h 00m", 21600, 21603)]
    public void Outage_PatientSender_LosesNothingAndIsLate(string group, string latest, double least, double most)
    {
        var run = Experiment.Run("outage").Says(latest, "no message is lost");
        Assert.Equal(1, run.DeliveredShare(group));
        Assert.InRange(run.LatestSeconds(group), least, most);
    }

    [Fact]
    public void Overload_OneShotSenders_AreTurnedAwayByErlangsFormula()
    {
        var run = Experiment.Run("overload").Says("67.2 at a time", "16.5 %", "half are through within a second");
        Assert.Equal(0.165, ErlangB(67.2, 60), 0.0005);
        Assert.Equal(0.165, 1 - run.DeliveredShare("one-shot"), 0.01);
        Assert.Equal(60, run.Server("strict").PeakSessionsPerHost);
        Assert.InRange(run.DelaySeconds("one-shot", 0.5), 0.5, 1);
    }

    [Fact]
    public void Overload_SendersThatComeBack_AllGetIn()
    {
        var run = Experiment.Run("overload").Says("2.6 tries", "up to 25 minutes");
        Assert.Equal(1, run.DeliveredShare("every-minute"));
        Assert.Equal(2.6, run.AttemptsPerMessage("every-minute"), 0.1);
        Assert.InRange(run.LatestSeconds("every-minute"), 20 * 60, 25 * 60);
    }

    [Fact]
    public void LostReplies_PatientClient_LeavesCopies()
    {
        var run = Experiment.Run("lost-replies").Says("1.25 copies");
        Assert.Equal(1, run.DeliveredShare("patient"));
        Assert.Equal(1.25, run.Server("mx")[ServerCounter.MessagesAccepted] / 10_000.0, 0.015);
    }

    [Fact]
    public void LostReplies_ClientThatGivesUp_ReportsFailuresThatAreNone()
    {
        var run = Experiment.Run("lost-replies").Says("leaves 1.24", "0.8 % of its senders", "eleven minutes");
        Assert.Equal(1.24, run.Server("mx-too")[ServerCounter.MessagesAccepted] / 10_000.0, 0.015);
        Assert.Equal(0.008, 1 - run.DeliveredShare("three-tries"), 0.0025);
        Assert.Equal(22 * 60, run.LatestSeconds("three-tries"), 5.0);
    }

    [Theory]
    [InlineData("fixed", "fixed           10.5        3m 12s", 10.5, 0, 192, 1)]
    [InlineData("none", "none            10.5       2h 20m", 10.5, 0, 8432, 30)]
    [InlineData("equal", "equal            2.7         1m 6s", 2.7, 0.05, 66, 1)]
    [InlineData("full", "full             2.5         1m 1s", 2.5, 0.05, 61, 1)]
    [InlineData("decorrelated", "decorrelated     2.0           30s", 2.0, 0.06, 30, 1)]
    public void ThunderingHerd_Schedule_ClearsTheCrowd(string group, string row, double attempts, double tolerance, double latest, double seconds)
    {
        var run = Experiment.Run("thundering-herd").Says(row);
        Assert.Equal(1, run.DeliveredShare(group));
        Assert.Equal(attempts, run.AttemptsPerMessage(group), tolerance);
        Assert.Equal(latest, run.LatestSeconds(group), seconds);
    }

    [Fact]
    public void MixedRecipients_HaveAFateEach()
    {
        var run = Experiment.Run("mixed-recipients").Says("90 % are delivered, 10 % are refused", "59 % of the messages", "41 %", "95 %", "1.95 tries");
        var sender = run.Client("sender");
        Assert.Equal(0.90, sender[ClientCounter.RecipientsDelivered] / (double)sender[ClientCounter.RecipientsSubmitted], 0.005);
        Assert.Equal(0.10, sender[ClientCounter.RecipientsBounced] / (double)sender[ClientCounter.RecipientsSubmitted], 0.005);
        Assert.Equal(Math.Pow(0.9, 5), run.DeliveredShare("sender"), 0.015);
        Assert.Equal(1.948, run.AttemptsPerMessage("sender"), 0.01);
    }

    [Fact]
    public void RecordedHour_NewsletterThatPushes_WaitsForHours()
    {
        var run = Experiment.Run("recorded-hour").Says("50 are delivered in a tenth of a second", "10 of 130 kB come back", "turned away 110 times", "8h 18m");
        Assert.Equal((60, 50, 10), (run.Client("office")[ClientCounter.MessagesSubmitted], run.Client("office")[ClientCounter.MessagesDelivered], run.Client("office")[ClientCounter.MessagesBounced]));
        Assert.InRange(run.LatestSeconds("office"), 0, 0.1);
        Assert.Equal((40, 40), (run.Client("newsletter")[ClientCounter.MessagesSubmitted], run.Client("newsletter")[ClientCounter.MessagesDelivered]));
        Assert.Equal(110, run.Client("newsletter").Replies[421 - ReplyCounts.First]);
        Assert.Equal(8 * 3600 + 18 * 60, run.LatestSeconds("newsletter"), 30.0);
    }

    [Fact]
    public void RecordedHour_PoliteNewsletter_ArrivesAtOnce()
    {
        var run = Experiment.Run("recorded-hour", "clients.newsletter.concurrency=2").Says("--set clients.newsletter.concurrency=2", "nobody is turned away", "within three seconds");
        Assert.Equal(0, run.Client("newsletter").Replies[421 - ReplyCounts.First]);
        Assert.InRange(run.LatestSeconds("newsletter"), 0, 3);
    }

    [Theory]
    [InlineData("office", "office    smart host, then server or backup     1 or 2     1.0   2h 00m", 2, 1.0, 7200, 2)]
    [InlineData("branch", "branch    server or backup                      0 or 1     1.0   2h 00m", 1, 1.0, 7200, 2)]
    [InlineData("remote", "remote    the server alone                           0     2.3   2h 30m", 0, 2.3, 9000, 30)]
    public void Relays_ServerDown_KeepItsMail(string group, string row, long relays, double tries, double latest, double seconds)
    {
        var run = Experiment.Run("relays").Says(row, "nothing is lost");
        var origin = run.Origin(group);
        Assert.Equal(origin[EndToEndCounter.Submitted], origin[EndToEndCounter.Delivered]);
        Assert.Equal(relays, origin.Relays.Max);
        Assert.Equal(tries, run.AttemptsPerMessage(group), 0.05);
        Assert.Equal(latest, origin.Delay.Max / (double)SimDuration.TicksPerSecond, seconds);
    }

    [Fact]
    public void MailingList_Post_GoesToEveryMemberWhoIsThere()
    {
        var run = Experiment.Run("mailing-list").Says("100 messages of 50 recipients", "98 % of the members", "within 15 seconds", "64 notifications");
        var posts = run.Reception("lists")[ReceptionCounter.ListPosts];
        var list = run.Origin("lists");
        Assert.Equal((posts * 100, posts * 5000, posts * 64), (list[EndToEndCounter.Messages], list[EndToEndCounter.Submitted], run.Reception("lists")[ReceptionCounter.Notifications]));
        Assert.Equal(0.98, list[EndToEndCounter.Delivered] / (double)list[EndToEndCounter.Submitted], 0.002);
        Assert.InRange(list.Delay.Max, 0, 15 * SimDuration.TicksPerSecond);
        Assert.Equal(0, run.Origin("author")[EndToEndCounter.NotificationsSent]);
    }

    [Theory]
    [InlineData("spammer", "spammer     gateway        50 %   victims", 0.50, false, true)]
    [InlineData("careful", "careful     direct         51 %   the spammer", 0.49, true, false)]
    [InlineData("honest", "honest      gateway        49 %   the sender", 0.49, true, true)]
    public void Backscatter_Gateway_TellsWhomItCan(string group, string row, double failed, bool told, bool mailed)
    {
        var run = Experiment.Run("backscatter").Says(row, "one notification for every second spam");
        var origin = run.Origin(group);
        Assert.Equal(failed, origin[EndToEndCounter.Bounced] / (double)origin[EndToEndCounter.Submitted], 0.011);
        Assert.Equal(told ? origin[EndToEndCounter.Bounced] : 0, origin[EndToEndCounter.FailuresReported]);
        Assert.Equal(mailed ? origin[EndToEndCounter.Bounced] : 0, origin[EndToEndCounter.NotificationsSent]);
        Assert.Equal(run.Origin("spammer")[EndToEndCounter.Bounced], run.Reception("victim")[ReceptionCounter.Backscatter]);
    }

    /// <summary>The same with a hundredth of the clients: one message each, and one recipient in twenty busy at each try.</summary>
    [Fact]
    public void MillionClients_InSmall_NeedOneTryInTwentyMore()
    {
        var run = Experiment.Run("million-clients", "clients.everyone.count=20000", "servers.mx.count=20").Says("all 1,000,000 messages are delivered", "1.0526 tries", "within 0.6 s");
        Assert.Equal((20_000, 1.0), (run.Client("everyone")[ClientCounter.MessagesSubmitted], run.DeliveredShare("everyone")));
        Assert.Equal(1 / 0.95, run.AttemptsPerMessage("everyone"), 0.006);
        Assert.InRange(run.DelaySeconds("everyone", 0.5), 0, 0.6);
    }

    private static double ErlangB(double offered, int lines)
    {
        var blocked = 1.0;
        for (var n = 1; n <= lines; n++) blocked = offered * blocked / (n + offered * blocked);
        return blocked;
    }
}
