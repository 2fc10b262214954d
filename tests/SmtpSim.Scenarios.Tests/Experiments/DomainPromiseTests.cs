using SmtpSim.Model;

namespace SmtpSim.Scenarios.Tests;

/// <summary>What the scenarios about domains and DNS promise in their opening comments.</summary>
public sealed class DomainPromiseTests
{
    [Fact]
    public void BackupMx_WhileThePrimaryIsOut_TakesAThirdAndNobodyWaits()
    {
        var run = Experiment.Run("backup-mx").Says("the backup takes a third of the mail", "guarded        100 %    1.00   30.5 s");
        Assert.Equal(1, run.DeliveredShare("to-guarded"));
        Assert.Equal(1, run.AttemptsPerMessage("to-guarded"));
        Assert.Equal(30.5, run.LatestSeconds("to-guarded"), 0.2);
        var guarded = run.Client("to-guarded")[ClientCounter.MessagesDelivered];
        Assert.Equal(1 / 3.0, run.Server("backup")[ServerCounter.MessagesAccepted] / (double)guarded, 0.02);
    }

    [Fact]
    public void BackupMx_Missing_MailWaitsForThePrimary()
    {
        var run = Experiment.Run("backup-mx").Says("alone          100 %    2.57   at most 5h 12m");
        Assert.Equal(1, run.DeliveredShare("to-alone"));
        Assert.Equal(2.57, run.AttemptsPerMessage("to-alone"), 0.1);
        Assert.InRange(run.LatestSeconds("to-alone"), 4 * 3600, 4 * 3600 + 4000 + 301);
    }

    [Theory]
    [InlineData("to-long-lived", "long-lived        100 %         0   at once", 0, 1)]
    [InlineData("to-short-lived", "short-lived       100 %         0   at most 3h 12m", 2 * 3600, 2 * 3600 + 4000 + 301)]
    public void DnsTrouble_Failures_LoseNothing(string group, string row, double least, double most)
    {
        var run = Experiment.Run("dns-trouble").Says(row);
        Assert.Equal(1, run.DeliveredShare(group));
        Assert.InRange(run.LatestSeconds(group), least, most);
        Assert.Equal(group == "to-long-lived", run.Client(group)[ClientCounter.AttemptsUnresolved] == 0);
    }

    [Fact]
    public void DnsTrouble_AMistakenNxDomain_LosesMailForLongerThanItLasts()
    {
        var run = Experiment.Run("dns-trouble").Says("mistaken         94.8 %     5.2 %", "1.4 % of the time");
        Assert.Equal(0.948, run.DeliveredShare("to-mistaken"), 0.008);
        var client = run.Client("to-mistaken");
        Assert.Equal(client[ClientCounter.MessagesBounced], client[ClientCounter.MessagesUnroutable]);
        Assert.InRange(run.LatestSeconds("to-mistaken"), 0, 1);
    }
}
