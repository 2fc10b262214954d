using System.Text.Json.Serialization;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>What a log was found to say, with its certainty; durations in seconds, intervals of 95 %.</summary>
public sealed record CalibrationReport(
    CalibratedLog Log,
    CalibratedArrivals Arrivals,
    CalibratedDelay? Setup,
    CalibratedDelay? Transmission,
    IReadOnlyList<CalibratedFailure> Failures,
    CalibratedSchedule Schedule,
    IReadOnlyList<string> Notes)
{
    /// <summary>Failures of recipients that the scenario does not have, such as those of TLS.</summary>
    public IReadOnlyList<CalibratedOmission> NotModelled { get; init; } = [];

    /// <summary>What was fitted, as a scenario.</summary>
    [JsonIgnore]
    public Scenario Scenario { get; init; } = null!;
}

/// <summary>An estimate and its interval.</summary>
public sealed record Estimate(double Value, double Low, double High);

/// <summary>What was read.</summary>
/// <param name="Lines">Lines of the log.</param>
/// <param name="Used">Those that told something of a message that could be read and fitted.</param>
/// <param name="Messages">Messages.</param>
/// <param name="Attempts">Delivery attempts by SMTP.</param>
/// <param name="SpanS">From the first line used to the last one.</param>
public sealed record CalibratedLog(long Lines, long Used, int Messages, int Attempts, double SpanS);

/// <summary>When messages arrive.</summary>
/// <param name="Kind">poisson, bursts, every, or by_hour: a Poisson process whose rate changes from hour to hour.</param>
/// <param name="PerSecond">The rate over all.</param>
/// <param name="BatchMean">Messages that come within a second of one another.</param>
/// <param name="Distance">Of the gaps from the exponential law, as of Kolmogorov and Smirnov.</param>
/// <param name="PValue">Of that distance.</param>
/// <param name="HoursPValue">Of the hours having one rate; null for less than two hours.</param>
/// <param name="PerHour">Messages in each hour from the first on.</param>
public sealed record CalibratedArrivals(string Kind, Estimate PerSecond, double BatchMean, double Distance, double PValue, double? HoursPValue, IReadOnlyList<int> PerHour);

/// <summary>How long a step takes.</summary>
/// <param name="Count">Observations.</param>
/// <param name="MeanS">Their mean.</param>
/// <param name="Law">The likeliest law.</param>
/// <param name="Parameters">As a scenario has them.</param>
/// <param name="Candidates">All laws, the likeliest first.</param>
public sealed record CalibratedDelay(int Count, double MeanS, string Law, string Parameters, IReadOnlyList<CalibratedLaw> Candidates);

/// <summary>How well a law fits.</summary>
public sealed record CalibratedLaw(string Law, double LogLikelihood, double Distance, double PValue);

/// <summary>What goes wrong at a step.</summary>
/// <param name="At">The step; <c>dns</c> for the look-up before the session.</param>
/// <param name="What">A reply such as <c>450 4.2.0</c>, or refuse, timeout, reset or silent; servfail or nxdomain of a look-up.</param>
/// <param name="Count">How often it was seen.</param>
/// <param name="Of">How often the step was come to.</param>
/// <param name="Chance">The share, with Wilson's interval.</param>
public sealed record CalibratedFailure(string At, string What, int Count, int Of, Estimate Chance);

/// <summary>What goes wrong and is not in the scenario.</summary>
/// <param name="What">What it is about, such as <c>null MX</c>; <c>other</c> for unknown words.</param>
/// <param name="Count">How many recipients of delivery attempts it befell.</param>
/// <param name="Of">Of so many.</param>
/// <param name="Example">The first one's words; at most 120 characters and what is not printable ASCII as <c>?</c>.</param>
public sealed record CalibratedOmission(string What, int Count, int Of, string Example);

/// <summary>When deferred messages are tried again, as Postfix's queue manager does it.</summary>
/// <param name="Waits">Waits between attempts that were seen.</param>
/// <param name="MinimalS">minimal_backoff_time; null where too few waits tell of it.</param>
/// <param name="MaximalS">maximal_backoff_time.</param>
/// <param name="QueueRunS">queue_run_delay.</param>
/// <param name="LifetimeS">maximal_queue_lifetime: the age of the youngest message that was given up.</param>
/// <param name="Explained">Share of the waits that the schedule explains.</param>
public sealed record CalibratedSchedule(int Waits, Estimate? MinimalS, Estimate? MaximalS, Estimate? QueueRunS, double? LifetimeS, double Explained);

/// <summary>A log that tells too little.</summary>
public sealed class CalibrationException(string message, string remedy) : Exception(message)
{
    public string Remedy { get; } = remedy;
}
