using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model.Tests;

/// <summary>What must balance in the figures of any run.</summary>
internal static class Books
{
    public static void Balance(Outcome run)
    {
        foreach (var group in run.Result.Clients)
        {
            Messages(group);
            Recipients(group);
            Attempts(group);
            Sessions(group);
            SeriesAgree(group);
        }
        for (var i = 0; i < run.Result.Servers.Count; i++)
            Servers(run.Result.Servers[i], run.World.Servers[i].Group, run.World.End);
        BothSides(run);
        Time(run);
    }

    /// <summary>What holds beyond that when nothing is left to happen.</summary>
    public static void AreClosed(Outcome run)
    {
        Assert.Equal((0L, 0L, 0L), (run.QueuedMessages, run.ClientSlots, run.ServerSlots));
        Assert.Equal(0, run.Sum(ClientCounter.MessagesQueued) + run.Sum(ClientCounter.RecipientsQueued));
        foreach (var group in run.Result.Clients)
        {
            Assert.Equal(group[ClientCounter.Attempts], group[ClientCounter.Deferrals] + group.AttemptsPerMessage.Count - group[ClientCounter.GivenUpWithheld]);
            // Of mail that a crash lost the attempts are in no tally.
            if (group[ClientCounter.LostInCrash] == 0)
                Assert.Equal(group[ClientCounter.Attempts], Sum(group.AttemptsPerMessage));
            Assert.InRange(
                group[ClientCounter.Attempts] - group[ClientCounter.Retries] + group[ClientCounter.GivenUpUntried] - group.AttemptsPerMessage.Count, 0, group[ClientCounter.LostInCrash]);
            Assert.Equal(Sum(group.SessionDuration), Total(group.Series, (int)ClientSeries.SessionArea));
            Assert.Equal(group[ClientCounter.SessionsOpened], group.SessionEnds.Sum());
        }
    }

    private static void Messages(ClientMetrics group) => Assert.Equal(
        group[ClientCounter.MessagesSubmitted],
        group[ClientCounter.MessagesDelivered] + group[ClientCounter.MessagesBounced] + group[ClientCounter.MessagesExpired]
            + group[ClientCounter.MessagesDropped] + group[ClientCounter.MessagesQueued]);

    private static void Recipients(ClientMetrics group) => Assert.Equal(
        group[ClientCounter.RecipientsSubmitted],
        group[ClientCounter.RecipientsDelivered] + group[ClientCounter.RecipientsBounced] + group[ClientCounter.RecipientsExpired]
            + group[ClientCounter.RecipientsDropped] + group[ClientCounter.RecipientsQueued]);

    private static void Attempts(ClientMetrics group)
    {
        var tried = group[ClientCounter.Attempts] - group[ClientCounter.Retries];
        var settled = group[ClientCounter.MessagesDelivered] + group[ClientCounter.MessagesBounced] + group[ClientCounter.MessagesExpired];
        Assert.Equal(settled, group.AttemptsPerMessage.Count);
        Assert.InRange(tried + group[ClientCounter.GivenUpUntried], settled, settled + group[ClientCounter.MessagesQueued] + group[ClientCounter.LostInCrash]);
        Assert.InRange(
            group[ClientCounter.Attempts] - group[ClientCounter.Deferrals] - settled + group[ClientCounter.GivenUpWithheld], 0, group[ClientCounter.MessagesQueued]);
        Assert.InRange(group[ClientCounter.GivenUpUntried], 0, group[ClientCounter.GivenUpWithheld]);
        Assert.InRange(group[ClientCounter.GivenUpWithheld], 0, group[ClientCounter.MessagesExpired]);
        Assert.Equal(group[ClientCounter.MessagesDelivered], group.Delay.Count);
    }

    private static void Sessions(ClientMetrics group)
    {
        Assert.Equal(group.SessionEnds.Sum(), group.SessionDuration.Count);
        Assert.InRange(group.SessionEnds.Sum(), 0, group[ClientCounter.SessionsOpened]);
        // A session ends as completed by the answer to QUIT alone.
        Assert.Equal(0, group.EndsOf(SessionEnd.Completed, Phase.ConnectionEstablishment) + group.EndsOf(SessionEnd.Completed, Phase.MailTransfer));
        Assert.Equal(0, group.EndsOf(SessionEnd.Refused, Phase.MailTransfer) + group.EndsOf(SessionEnd.Refused, Phase.ConnectionTermination));
    }

    private static void SeriesAgree(ClientMetrics group)
    {
        foreach (var (field, counter) in new[]
        {
            (ClientSeries.Submitted, ClientCounter.MessagesSubmitted),
            (ClientSeries.Delivered, ClientCounter.MessagesDelivered),
            (ClientSeries.Bounced, ClientCounter.MessagesBounced),
            (ClientSeries.Expired, ClientCounter.MessagesExpired),
            (ClientSeries.Attempts, ClientCounter.Attempts),
            (ClientSeries.Deferrals, ClientCounter.Deferrals),
            (ClientSeries.SessionsOpened, ClientCounter.SessionsOpened),
        })
            Assert.Equal(group[counter], Total(group.Series, (int)field));
        var completed = Enum.GetValues<Phase>().Sum(phase => group.EndsOf(SessionEnd.Completed, phase));
        Assert.Equal(group.SessionEnds.Sum() - completed, Total(group.Series, (int)ClientSeries.SessionsFailed));
    }

    private static void Servers(ServerMetrics metrics, ServerGroup group, long end)
    {
        Assert.Equal(metrics[ServerCounter.MessagesAccepted], Total(metrics.Series, (int)ServerSeries.MessagesAccepted));
        Assert.Equal(metrics[ServerCounter.MessagesDuplicated], Total(metrics.Series, (int)ServerSeries.MessagesDuplicated));
        Assert.Equal(metrics[ServerCounter.SessionsOpened], Total(metrics.Series, (int)ServerSeries.SessionsOpened));
        ServerSeries[] replies = [ServerSeries.PositiveReplies, ServerSeries.TransientReplies, ServerSeries.PermanentReplies];
        Assert.Equal(metrics.Replies.Sum(), replies.Sum(field => Total(metrics.Series, (int)field)));
        Assert.Equal(metrics[ServerCounter.BusyTicks], Total(metrics.Series, (int)ServerSeries.BusyArea));
        Assert.InRange(metrics[ServerCounter.BusyTicks], 0, (long)group.Workers * group.Count * end);
        Assert.InRange(metrics.PeakSessionsPerHost, 0, group.SessionLimit == 0 ? int.MaxValue : group.SessionLimit);
        Assert.Equal(metrics.Wait.Count, metrics.Sojourn.Count);
        if (group.Workers == 0)
            Assert.Equal(0, metrics.Wait.Count + metrics[ServerCounter.BusyTicks]);
    }

    private static void BothSides(Outcome run)
    {
        Assert.Equal(run.Sum(ClientCounter.SessionsOpened), run.Result.Clients.Sum(group => group.SessionEnds.Sum()) + run.ClientSlots);
        var received = run.Result.Clients.Select(group => group.Replies).ToList();
        for (var code = 0; code < ReplyCounts.Length; code++)
            Assert.InRange(received.Sum(group => group[code]), 0, run.Result.Servers.Sum(group => group.Replies[code]));
        var met = run.Sum(ServerCounter.SessionsOpened) + run.Sum(ServerCounter.SessionsOverLimit) + run.Sum(ServerCounter.ConnectionsFailed);
        Assert.InRange(met, 0, run.Sum(ClientCounter.SessionsOpened));
    }

    private static void Time(Outcome run)
    {
        Assert.InRange(run.Result.LastEvent.Ticks, 0, run.World.End - 1);
        // The shortest delivery is a pipelined group with the text in a chunk, in a session that is open already, and its replies: two segments.
        foreach (var group in run.Result.Clients.Where(group => group.Delay.Count > 0))
        {
            var shortest = HdrLayout.UpperBound(group.Delay.Buckets.IndexOfAnyExcept(0L));
            Assert.True(shortest >= 2 * run.World.Lookahead, "A message was delivered faster than its segments travel.");
        }
    }

    private static long Sum(Tally tally) => tally.Count == 0 ? 0 : (long)Math.Round(tally.Mean * tally.Count);

    private static long Total(Series series, int field) => Enumerable.Range(0, series.Rows).Sum(row => series[row, field]);
}
