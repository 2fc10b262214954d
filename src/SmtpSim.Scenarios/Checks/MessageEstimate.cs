using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>How many messages one client of a stream submits on average.</summary>
internal static class MessageEstimate
{
    public static double Of(TrafficSpec stream)
    {
        var seconds = (stream.End - stream.Start).TotalSeconds;
        return stream.Arrivals switch
        {
            ArrivalSpec.Poisson poisson => poisson.PerSecond * seconds,
            ArrivalSpec.Every every => seconds / every.Interval.TotalSeconds,
            ArrivalSpec.Bursts { Interval.Ticks: 0 } burst => burst.Messages,
            ArrivalSpec.Bursts bursts => bursts.Messages * Math.Ceiling(seconds / bursts.Interval.TotalSeconds),
            _ => 0, // a trace has its own limit
        };
    }
}
