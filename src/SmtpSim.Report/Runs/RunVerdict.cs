using SmtpSim.Model;
using SmtpSim.Results;

namespace SmtpSim.Report;

/// <summary>What a run answers at first glance: whether it went as expected, and what became of the mail.</summary>
internal static class RunVerdict
{
    public static Verdict Of(ReportedRun run)
    {
        var mail = Mail(run.Metrics.AllClients);
        if (EndToEndSummary.Of(run.Result) is { } ways)
            mail = Ways(ways) + $"Hop by hop, {mail}";
        if (!run.Result.Complete)
            return new Verdict($"The run was interrupted at {Quantity.Duration(run.Result.LastEvent.TotalSeconds)} of virtual time: the figures are of that time. {mail}", Tone.Doubtful);
        var failed = run.Expectations.Count(result => !result.Passed);
        return (run.Expectations.Count, failed) switch
        {
            (0, _) => new Verdict(mail, Tone.Plain),
            (1, 0) => new Verdict($"The expectation was met. {mail}", Tone.Good),
            (1, _) => new Verdict($"The expectation was not met: {run.Expectations[0].Expectation.Text}. {mail}", Tone.Bad),
            (var all, 0) => new Verdict($"All {all} expectations were met. {mail}", Tone.Good),
            (var all, 1) => new Verdict($"1 of {all} expectations was not met: {run.Expectations.First(result => !result.Passed).Expectation.Text}. {mail}", Tone.Bad),
            var (all, some) => new Verdict($"{some} of {all} expectations were not met. {mail}", Tone.Bad),
        };
    }

    /// <summary>Where relays pass mail on, what became of it in the end: at each hop it counts once more.</summary>
    private static string Ways(EndToEndSummary ways)
    {
        var submitted = ways.Origins.Sum(origin => origin.Copies.Submitted);
        if (submitted == 0)
            return "";
        var delivered = ways.Origins.Sum(origin => origin.Copies.Delivered);
        var slowest = ways.Origins.Max(origin => origin.DelayS.Max);
        var last = delivered > 0 && slowest is not null ? $", the last after {Quantity.Duration(slowest)}" : "";
        var copies = ways.Origins.Sum(origin => origin.Copies.Duplicates);
        return $"Over all hops {Quantity.Percent(delivered / (double)submitted)} of {Quantity.Count(submitted, "recipient")} {(submitted == 1 ? "has" : "have")} their mail{last}"
            + (copies > 0 ? $"; {Quantity.Count(copies)} {(copies == 1 ? "copy" : "copies")} came too many. " : ". ");
    }

    private static string Mail(ClientMetrics all)
    {
        var submitted = all[ClientCounter.MessagesSubmitted];
        if (submitted == 0)
            return "No mail was submitted.";
        string Share(ClientCounter counter) => Quantity.Percent(all[counter] / (double)submitted);
        var rest = new (ClientCounter Counter, string Words)[]
        {
            (ClientCounter.MessagesBounced, "bounced"), (ClientCounter.MessagesExpired, "expired"), (ClientCounter.MessagesDropped, "was dropped"), (ClientCounter.MessagesQueued, "is still queued"),
        }.Where(fate => all[fate.Counter] > 0).Select(fate => $"{Share(fate.Counter)} {fate.Words}").ToList();
        var delay = all.Delay.Count > 0 ? $", half of these within {Quantity.Duration(all.Delay.Quantile(0.5) / (double)Kernel.SimDuration.TicksPerSecond)}" : "";
        return $"{Share(ClientCounter.MessagesDelivered)} of {Quantity.Count(submitted, "message")} {(submitted == 1 ? "was" : "were")} delivered{delay}" + (rest.Count > 0 ? $"; {string.Join(", ", rest)}." : ".");
    }
}
