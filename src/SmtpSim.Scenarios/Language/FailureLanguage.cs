using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>Outages at random, or as they were recorded.</summary>
internal static class FailureLanguage
{
    private static readonly RecordShape<FailureSpec> Failure = new(
        "failures such as { servers: mx, mtbf: 30d, mttr: 2h }", () => new FailureSpec { Servers = [] },
    [
        new Key<FailureSpec, IReadOnlyList<string>>("servers", new ListShape<string>("a list of server groups", Names.Group, () => "") { SingleAllowed = true, NotEmpty = true },
            f => f.Servers, (f, v) => f with { Servers = v }, "The server groups that fail.") { RequiredAs = "servers: mx" },
        new Key<FailureSpec, SimDuration>("mtbf", Durations.Positive, f => f.MeanUp, (f, v) => f with { MeanUp = v },
            "Mean time from the end of an outage to the next; exponential.")
        { WrittenIf = f => f.Trace is null },
        new Key<FailureSpec, SimDuration>("mttr", Durations.Positive, f => f.MeanDown, (f, v) => f with { MeanDown = v }, "Mean length of an outage; exponential.")
        { WrittenIf = f => f.Trace is null },
        new Key<FailureSpec, FailureScope>("per", Choices.Of("what fails together", ("host", FailureScope.Host), ("group", FailureScope.Group), ("zone", FailureScope.Zone)),
            f => f.Scope, (f, v) => f with { Scope = v },
            "host: each server for itself; group: all servers of a group together; zone: all servers of all these groups together."),
        new Key<FailureSpec, string>("trace", Names.File, f => f.Trace!, (f, v) => f with { Trace = v },
            "A CSV file of recorded outages with the header start,length,kind: seconds from the start of the run, seconds, and refuse, timeout or unavailable.")
        { WrittenIf = f => f.Trace is not null },
        new Key<FailureSpec, OutageKind>("fault", FaultLanguage.KindOfOutage, f => f.Kind, (f, v) => f with { Kind = v },
            "refuse: connections are refused; timeout: nothing is answered; unavailable: every session is answered 421."),
        new Key<FailureSpec, SimDuration>("loses", Durations.Any, f => f.Loses, (f, v) => f with { Loses = v }, "Mail that was accepted within this time before an outage is lost."),
    ])
    { Check = HasMeansOrTrace };

    public static Shape<IReadOnlyList<FailureSpec>> Failures { get; } = new ListShape<FailureSpec>(
        "a list of failures", Failure, () => new FailureSpec { Servers = [] });

    private static void HasMeansOrTrace(FailureSpec failure, MapNode map, string path, ReadContext context)
    {
        var means = (map["mtbf"] is not null, map["mttr"] is not null);
        if (means != (failure.Trace is null, failure.Trace is null))
            context.Error(map, $"{path} needs 'mtbf' and 'mttr', or 'trace'", "write 'mtbf: 30d, mttr: 2h'");
    }
}
