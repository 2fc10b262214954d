using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>How many messages one client of a stream submits on average.</summary>
internal static class MessageEstimate
{
    /// <summary>Seconds that a message takes at the least, as far as anybody knows before the run.</summary>
    private const double LeastCycle = 0.001;

    public static double Of(TrafficSpec stream)
    {
        var seconds = (stream.End - stream.Start).TotalSeconds;
        return stream.Arrivals switch
        {
            ArrivalSpec.Poisson poisson => poisson.PerSecond * seconds,
            ArrivalSpec.Every every => seconds / every.Interval.TotalSeconds,
            ArrivalSpec.Bursts { Interval.Ticks: 0 } burst => burst.Messages,
            ArrivalSpec.Bursts bursts => bursts.Messages * Math.Ceiling(seconds / bursts.Interval.TotalSeconds),
            // At most, since a message takes its time too; what is worth a warning is a think time of next to nothing.
            ArrivalSpec.Closed closed => closed.Users * seconds / Math.Max(Sampler.Compile(closed.Think).Mean / SimDuration.TicksPerSecond, LeastCycle),
            _ => 0, // a trace has its own limit
        };
    }
}
