using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>The published experiments that the program brings along: each a sweep and the figures it is held to, embedded from <c>scenarios/validation/</c>.</summary>
internal static class PublishedExperiments
{
    private static readonly (string Name, string Title, string Source)[] Known =
    [
        ("aws-backoff", "calls and time of clients that contend for one record, by their back-off and jitter",
            "M. Brooker: Exponential Backoff And Jitter, AWS Architecture Blog, 2015: its rules; the figures, with 95 % half-widths over 200 runs, are of an independent program."),
        ("postfix-feedback", "mail deferred while Postfix's queue manager finds out how many sessions a server takes, by its feedback",
            "Postfix SCHEDULER_README, the results of its section on concurrency; within two points of the share measured there."),
        ("osdi22-metastable", "a server that was slow for ten seconds recovers, or stays overloaded by retries for ever",
            "Huang et al.: Metastable failures in the wild, OSDI 2022, and its artifact; the figures are of an independent program by its rules."),
        ("hotos21-metastable", "one retry after a second keeps a server down that was out for ten, by load, retries and queue",
            "Bronson et al.: Metastable failures in distributed systems, HotOS 2021: recovery of (19 λ - 300)/(300 - 2 λ) s by its rules, and a second until the last failure has shown."),
        ("rfc1047-duplicates", "copies and attempts when acknowledgements and texts are lost",
            "C. Partridge: Duplicate messages and SMTP, RFC 1047: 1/(1-p) copies and 1/((1-p)(1-q)) attempts."),
        ("greylist-schedules", "when the retry schedules of three mail systems get through a greylist, and at which attempt",
            "Read in the programs: Postfix's queue manager, qmail-send.c, Exim's default retry rule; times are exact."),
        ("sre-throttling", "attempts for each message taken, when clients throttle themselves",
            "Beyer et al.: Site Reliability Engineering, 2016, chapter 21: twice what is taken for K = 2, however much is offered."),
        ("retry-budget", "load at total failure, with retries held to 20 % and ten a second",
            "Retry budgets as Finagle has them, and Beyer et al.: Site Reliability Engineering, 2016, chapter 22: 1.2 + 10/λ attempts per message."),
    ];

    public static IReadOnlyList<PublishedExperiment> All { get; } = [.. Known.Select(one => Experiment(one.Name, one.Title, one.Source))];

    public static PublishedExperiment? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>The sweep as YAML.</summary>
    public static string TextOf(string name) => Read($"published.{name}.yaml");

    private static PublishedExperiment Experiment(string name, string title, string source) =>
        new(name, title, source, TextOf(name).Contains("\n  replications: ", StringComparison.Ordinal), FiguresOf(name));

    private static IReadOnlyList<PublishedFigure> FiguresOf(string name)
    {
        using var reader = new StringReader(Read($"published.{name}.csv"));
        return PublishedTable.Read(reader);
    }

    private static string Read(string resource)
    {
        using var stream = typeof(PublishedExperiments).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The program lacks {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
