namespace SmtpSim.Results;

/// <summary>What a metric's number counts: tells how it is written in an expectation and shown to a person.</summary>
public enum MetricUnit
{
    /// <summary>A number of things: <c>1200</c>.</summary>
    Count,

    /// <summary>A part of a whole, 0 to 1: <c>95%</c> or <c>0.95</c>.</summary>
    Share,

    /// <summary>A quotient or mean of numbers of things: <c>1.25</c>.</summary>
    Factor,

    /// <summary>Seconds of virtual time: <c>15m</c>.</summary>
    Duration,

    /// <summary>Things per second of virtual time: <c>40/s</c>.</summary>
    Rate,

    /// <summary>Bytes: <c>10 MB</c>.</summary>
    Size,

    /// <summary>Bytes per second of virtual time: <c>10 MB/s</c>.</summary>
    Bandwidth,
}
