using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>One worker, Poisson arrivals, and three laws of service.</summary>
internal static class SingleServerQueues
{
    private const string Source = Sources.Gross;

    private const string Measured =
        "Message texts come to one worker as a Poisson process and take it 1 s on average. Wq is the wait of a text for the worker, W wait and service "
        + "together, both at the server; L and Lq are averages over time, from the areas of the server's series; rho is the worker's busy share. In seconds.";

    private const int BinsPerTime = 4;

    private static readonly QueueingModel Md1 = new("M/D/1", "lambda=0.7,D=1", Source);
    private static readonly QueueingModel Mu1 = new("M/G/1", "lambda=0.5,S=Uniform(0.5,1.5)", Source);
    private static readonly QueueingModel Mh1 = new("M/G/1", "lambda=0.5,S=H2(balanced,cv2=4;p1=0.887298334620742,rates 2p1,2(1-p1))", Source);

    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        Mm1(0.7),
        Mm1(0.8),
        new Experiment
        {
            Section = Sections.Queues,
            Title = "M/D/1, load 0.7",
            Scenario = "md1",
            Measured = Measured,
            Claims =
            [
                .. Means(Md1),
                Md1.Claim("sdWq", run => run.Server.Wait.StandardDeviationSeconds()),
                Md1.Claim("P_nowait", run => 1 - run.Server.Wait.ShareAboveZero()),
                .. Quantiles(Md1, "Wq", run => run.Server.Wait),
            ],
        },
        new Experiment
        {
            Section = Sections.Queues,
            Title = "M/G/1, load 0.5, uniform service",
            Scenario = "mg1-uniform",
            Measured = Measured,
            Claims = [.. Means(Mu1).Where(claim => claim.Quantity != "rho"), Mu1.Claim("sdWq", run => run.Server.Wait.StandardDeviationSeconds())],
        },
        new Experiment
        {
            Section = Sections.Queues,
            Title = "M/G/1, load 0.5, hyperexponential service of squared coefficient of variation 4",
            Scenario = "mg1-hyperexponential",
            Measured = Measured,
            Claims = [.. Means(Mh1).Where(claim => claim.Quantity != "rho"), Mh1.Claim("sdWq", run => run.Server.Wait.StandardDeviationSeconds())],
        },
    ];

    private static Experiment Mm1(double load)
    {
        var model = new QueueingModel("M/M/1", FormattableString.Invariant($"lambda={load},mu=1.0"), Source);
        return new Experiment
        {
            Section = Sections.Queues,
            Title = FormattableString.Invariant($"M/M/1, load {load}"),
            Scenario = FormattableString.Invariant($"mm1-{load}"),
            LookEvery = Kernel.SimDuration.FromSeconds(load == 0.7 ? 10 : 24), // the width of the series' bins
            Measured = Measured,
            Claims =
            [
                .. Means(model),
                model.Claim("sdW", run => run.Server.Sojourn.StandardDeviationSeconds()),
                AsymptoticVariance(model, load),
                .. Quantiles(model, "W", run => run.Server.Sojourn),
                .. Quantiles(model, "Wq", run => run.Server.Wait),
            ],
        };
    }

    private static IEnumerable<MeanClaim> Means(QueueingModel model)
    {
        if (!model.Model.StartsWith("M/G", StringComparison.Ordinal))
            yield return model.Claim("rho", run => run.Mean(ServerSeries.BusyArea));
        yield return model.Claim("L", run => run.Mean(ServerSeries.BusyArea) + run.Mean(ServerSeries.WaitingArea));
        yield return model.Claim("Lq", run => run.Mean(ServerSeries.WaitingArea));
        yield return model.Claim("W", run => run.Server.Sojourn.MeanSeconds());
        yield return model.Claim("Wq", run => run.Server.Wait.MeanSeconds());
    }

    /// <summary>
    /// What the variance of the average number at the server over a time comes to, times that time, as the time grows: the asymptotic variance. Over a finite
    /// time it falls short, since what is at the server at the ends of the time belongs to its neighbours too. So an area is taken with
    /// h(N) = N (N + 1) / (2 (mu - lambda)) at its end less that at its beginning, which changes nothing over a long time: h solves Poisson's equation
    /// for M/M/1, and so the error of a finite time is none (Glynn and Meyn, Annals of Probability 24, 1996). The times overlap, which costs nothing.
    /// What is left is that rare long queues make all of a run's figures large together: those whose exact values are known, the mean number and the mean
    /// square of the number at regular looks, are controls.
    /// </summary>
    private static MeanClaim AsymptoticVariance(QueueingModel model, double load)
    {
        var mean = QueueingTable.Value(model.Model, model.Parameters, "L");
        return model.Claim("avar_L", run => VarianceOverTimes(run, load, mean)) with
        {
            Controls =
            [
                (mean, run => run.Mean(ServerSeries.BusyArea) + run.Mean(ServerSeries.WaitingArea)),
                (mean + 2 * mean * mean, run => run.Population.Sessions.Average(sessions => (double)sessions * sessions)), // a geometric number
            ],
        };
    }

    private static double VarianceOverTimes(Run run, double load, double mean)
    {
        var (series, sessions, bin) = (run.Server.Series, run.Population.Sessions, run.World.SeriesWidth / (double)Kernel.SimDuration.TicksPerSecond);
        double deviation = 0, squares = 0;
        // Looks are at the ends of bins; the first bin has none at its beginning.
        for (var row = 1; row < sessions.Count; row++)
        {
            deviation += Deviation(row);
            if (row > BinsPerTime)
                deviation -= Deviation(row - BinsPerTime);
            if (row >= BinsPerTime)
                squares += Math.Pow(deviation + End(row) - End(row - BinsPerTime), 2);
        }
        return squares / (sessions.Count - BinsPerTime) / (BinsPerTime * bin);

        double Deviation(int row) => (series[row, (int)ServerSeries.BusyArea] + series[row, (int)ServerSeries.WaitingArea]) / (double)Kernel.SimDuration.TicksPerSecond - mean * bin;

        double End(int row) => sessions[row] * (sessions[row] + 1.0) / (2 * (1 - load));
    }

    private static IEnumerable<MeanClaim> Quantiles(QueueingModel model, string what, Func<Run, Kernel.Tally> tally)
        => from percent in new[] { 50, 90, 95, 99 } select model.Claim($"{what}_p{percent}", run => tally(run).QuantileSeconds(percent / 100.0));
}
