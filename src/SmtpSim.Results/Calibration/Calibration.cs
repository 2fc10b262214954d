using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>Finds the laws of a scenario in the log of a real Postfix.</summary>
public static class Calibration
{
    /// <summary>With fewer messages, or in a shorter time, chance is all that a fit would show.</summary>
    public const int FewestMessages = 20;

    private const int FewestDelays = 10;
    private const double ShortestSpan = 10;

    /// <summary>Days: a little less than the longest duration of a scenario.</summary>
    private const long LongestSpan = 36_000;

    /// <summary>Reads a log to its end and fits what it tells.</summary>
    /// <exception cref="CalibrationException">It tells too little.</exception>
    public static CalibrationReport Of(TextReader reader, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var log = PostfixLog.Read(reader);
        var attempts = log.Messages.SelectMany(message => message.Attempts).ToList();
        Check(log, attempts.Count);
        var outcomes = attempts.Sum(attempt => attempt.Outcomes.Count);
        var notes = Unreadable(log);
        var arrivals = ArrivalFit.Of([.. log.Messages.Select(message => message.Arrival)], log.Resolution);
        var setup = Delay(attempts.Where(attempt => attempt is { Connected: true, Reused: false }).Select(attempt => attempt.Setup), key: 3, "connection setup", notes);
        var transmission = Delay(attempts.Where(attempt => attempt.IsDelivered).Select(attempt => attempt.Transmission), key: 4, "transmission", notes);
        var failures = FailureFit.Of(attempts);
        var lookups = DnsFit.Of(attempts);
        var schedule = ScheduleFit.Of(log.Messages);
        Doubt(arrivals, schedule, log, notes);
        return new CalibrationReport(
            new CalibratedLog(log.Lines, log.Used, log.Messages.Count, attempts.Count, (log.Last - log.First) / (double)TimeSpan.TicksPerSecond),
            arrivals, Report(setup), Report(transmission), [.. lookups.Select(failure => failure.Report), .. failures.Select(failure => failure.Report)], schedule, notes)
        {
            NotModelled = [.. log.NotModelled.All.Select(kind => new CalibratedOmission(kind.Kind, kind.Count, outcomes, kind.Example))],
            Scenario = DnsFit.With(CalibratedScenario.Of(name, log.Messages, arrivals, setup?[0].Distribution, transmission?[0].Distribution, failures, schedule), lookups),
        };
    }

    private static void Check(PostfixLog log, int attempts)
    {
        var delays = log.Unreadable.Count("delays");
        if (log.Messages.Count == 0 && delays == 0)
            throw new CalibrationException(
                $"no line of {log.Lines} is Postfix's about a message", "The lines of cleanup, qmgr and smtp are needed, such as 'Nov 23 05:36:01 host postfix/smtp[417]: 4XyZ: to=<…>'.");
        if (attempts < FewestMessages && attempts + delays >= FewestMessages)
            throw new CalibrationException(
                $"the delays of {delays} delivery attempts are unreadable, such as \"{log.Unreadable.All.First(doubt => doubt.Kind == "delays").Example}\", and {attempts} others are too few to fit anything",
                "Postfix logs delays=a/b/c/d, four numbers of seconds, none negative.");
        if (log.Messages.Count < FewestMessages || attempts < FewestMessages)
            throw new CalibrationException(
                $"{log.Messages.Count} messages with {attempts} delivery attempts by SMTP are too few to fit anything", $"A log of at least {FewestMessages} of each is needed; thousands are better.");
        if (log.Messages.Max(message => message.Arrival) - log.Messages.Min(message => message.Arrival) < ShortestSpan * TimeSpan.TicksPerSecond)
            throw new CalibrationException($"all messages arrived within {ShortestSpan} s: no rate can be told", "A log of a longer time is needed.");
        if ((log.Last - log.First) / TimeSpan.TicksPerDay is > LongestSpan and var days)
            throw new CalibrationException($"its lines are {days} days apart, which no scenario lasts", "Take out those whose date is wrong.");
    }

    private static List<string> Unreadable(PostfixLog log)
    {
        var notes = log.Unreadable.Notes().ToList();
        if (log.StepsBack > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"the clock went back {log.StepsBack} times: time is reckoned on from where it was"));
        if (log.Crowded > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{log.Crowded} messages have more than {PostfixLog.Crowd} recipients: in the scenario they have {PostfixLog.Crowd}"));
        if (log.Last - log.First > ArrivalFit.MostHours * TimeSpan.TicksPerHour)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"the log lasts {(log.Last - log.First) / TimeSpan.TicksPerDay} days: hours are told apart in the first {ArrivalFit.MostHours / 24} only"));
        return notes;
    }

    /// <summary>The laws of a delay, the likeliest first; what rounding took away is put back by chance, evenly.</summary>
    private static IReadOnlyList<FittedLaw>? Delay(IEnumerable<LoggedDelay> delays, ulong key, string what, List<string> notes)
    {
        var draws = RandomKey.Root(key, 0);
        var values = delays.Select((delay, i) => Spread(delay, Uniform.ToUnit(draws.Draw((ulong)i)))).ToList();
        if (values.Count < FewestDelays)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{values.Count} observations are too few for a law of the {what}: it takes no time in the scenario"));
            return null;
        }

        var laws = LawFit.All(values);
        if (laws[0].PValue < 0.05)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"none of the laws fits the {what} well: the likeliest is {laws[0].Distance:0.000} off, p = {laws[0].PValue:0.00}"));
        return laws;
    }

    /// <summary>A duration that may have been logged so: within half of the last digit, and a plain 0 above 0.</summary>
    private static double Spread(LoggedDelay delay, double unit)
        => delay.Ticks == 0 ? delay.Unit * unit / 2 : delay.Ticks + delay.Unit * (unit - 0.5);

    private static void Doubt(CalibratedArrivals arrivals, CalibratedSchedule schedule, PostfixLog log, List<string> notes)
    {
        if (arrivals is { Kind: "poisson", PValue: < 0.05 })
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"arrivals are not independent of one another: the gaps are {arrivals.Distance:0.000} off the exponential law, p = {arrivals.PValue:0.00}"));
        if (schedule.MinimalS is null)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{schedule.Waits} waits between attempts tell too little of the schedule: Postfix's defaults stand in the scenario"));
        else if (schedule.MaximalS is null)
            notes.Add("no wait reached maximal_backoff_time: Postfix's default stands in the scenario");
        if (schedule is { MinimalS: not null, Explained: < 0.95 })
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"the schedule explains {schedule.Explained:0 %} of the waits: others were cut short by hand, or put off for a dead destination"));
        var (first, later) = (log.Messages.SelectMany(message => message.Attempts.Take(1)).ToList(), log.Messages.SelectMany(message => message.Attempts.Skip(1)).ToList());
        var (refused, again) = (ShareGreylisted(first), ShareGreylisted(later));
        if (later.Count >= FewestDelays && refused > 0.5 && again < refused / 2)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"of first attempts {refused:0 %} were deferred at RCPT, of later ones {again:0 %}: the servers greylist, which the scenario's chance does not show"));
    }

    private static double ShareGreylisted(List<LoggedAttempt> attempts)
        => attempts.Count == 0 ? 0 : (double)attempts.Count(attempt => attempt.Outcomes.Exists(outcome => outcome is { At: SessionStep.Rcpt, Code: 450 or 451 })) / attempts.Count;

    private static CalibratedDelay? Report(IReadOnlyList<FittedLaw>? laws) => laws is null ? null : new CalibratedDelay(
        laws[0].Count, laws[0].Mean / TimeSpan.TicksPerSecond, laws[0].Law, laws[0].Words,
        [.. laws.Select(law => new CalibratedLaw(law.Law, law.LogLikelihood, law.Distance, law.PValue))]);
}
