using SmtpSim.Model;

namespace SmtpSim.Validation.Tests;

/// <summary>One worker, Poisson arrivals, and three laws of service.</summary>
internal static class SingleServerQueues
{
    private const string Source = Sources.Gross;

    private const string Measured =
        "Message texts come to one worker as a Poisson process and take it 1 s on average. Wq is the wait of a text for the worker, W wait and service "
        + "together, both at the server; L and Lq are averages over time, from the areas of the server's series; rho is the worker's busy share. In seconds.";

    private const int BinsPerTime = 5;

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
            Measured = Measured,
            Claims =
            [
                .. Means(model),
                model.Claim("sdW", run => run.Server.Sojourn.StandardDeviationSeconds()),
                AsymptoticVariance(model),
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
    /// What the variance of the average number at the server over a time comes to, times that time, as the time grows: the asymptotic variance. Over a
    /// time w it falls short of that by a share of 1/w, but for what dies out exponentially; so twice the figure over 2w less that over w has no such
    /// error (Song and Schmeiser, Management Science 41, 1995, with the variances that Goldsman and Meketon found). The times overlap, which costs nothing and takes a third off the estimate's own variance.
    /// </summary>
    private static MeanClaim AsymptoticVariance(QueueingModel model)
    {
        var mean = QueueingTable.Value(model.Model, model.Parameters, "L");
        return model.Claim("avar_L", run => 2 * VarianceOver(2 * BinsPerTime, run, mean) - VarianceOver(BinsPerTime, run, mean), widest: 0.08);
    }

    private static double VarianceOver(int bins, Run run, double mean)
    {
        var (series, bin) = (run.Server.Series, run.World.SeriesWidth);
        var rows = (int)(run.World.End / bin);
        double deviation = 0, squares = 0;
        for (var row = 0; row < rows; row++)
        {
            deviation += Deviation(row);
            if (row >= bins)
                deviation -= Deviation(row - bins);
            if (row >= bins - 1)
                squares += deviation / bins * (deviation / bins);
        }
        return squares / (rows - bins + 1) * bins * bin / Kernel.SimDuration.TicksPerSecond;

        double Deviation(int row) => (series[row, (int)ServerSeries.BusyArea] + series[row, (int)ServerSeries.WaitingArea]) / (double)bin - mean;
    }

    private static IEnumerable<MeanClaim> Quantiles(QueueingModel model, string what, Func<Run, Kernel.Tally> tally)
        => from percent in new[] { 50, 90, 95, 99 } select model.Claim($"{what}_p{percent}", run => tally(run).QuantileSeconds(percent / 100.0));
}
