using SmtpSim.Kernel;

namespace SmtpSim.Model.Tests;

/// <summary>
/// A retry schedule as published or as it follows from its source by hand: every attempt of a message that a server answers 4yz for ever.
/// Postfix: qmgr(8), clamp(age, 300 s, 4000 s), 5 days. qmail: qmail-send.c, (floor(sqrt(age)) + 20)² s, 7 days. Exim: its default
/// configuration, F,2h,15m; G,16h,1h,1.5; F,4d,6h.
/// </summary>
/// <param name="Name">For the test's name.</param>
/// <param name="Rule">The schedule.</param>
/// <param name="AttemptTimes">Seconds from submission.</param>
/// <param name="Within">Attempts within one hour, four hours and a day, each end included.</param>
/// <param name="Total">Number of attempts.</param>
/// <param name="Last">Time of the last attempt in seconds.</param>
internal sealed record PublishedSchedule(string Name, RetrySpec Rule, IReadOnlyList<int> AttemptTimes, (int, int, int) Within, int Total, int Last)
{
    public static PublishedSchedule Postfix { get; } = new(
        "postfix", PostfixWith(queueRun: 0), [0, 300, 600, 1200, 2400, .. Steps(4800, 4000, 432_800)], (5, 8, 26), 113, 432_800);

    /// <summary>With a queue run every 300 s, the first at the moment of submission.</summary>
    public static PublishedSchedule PostfixQueueRun { get; } = new(
        "postfix, queue run 300 s", PostfixWith(queueRun: 300), [0, 300, 600, 1200, 2400, .. Steps(4800, 4200, 433_200)], (5, 8, 25), 108, 433_200);

    public static PublishedSchedule Qmail { get; } = new(
        "qmail", new RetrySpec.Qmail { Lifetime = SimDuration.FromDays(7) }, [.. Enumerable.Range(0, 40).Select(n => 400 * n * n)], (4, 7, 15), 40, 608_400);

    public static PublishedSchedule Exim { get; } = new(
        "exim", new RetrySpec.Exim(), [.. Steps(0, 900, 7200), 10_800, 16_200, 24_300, 36_450, 54_675, .. Steps(82_012, 21_600, 362_812)], (5, 10, 15), 28, 362_812);

    public static IReadOnlyList<PublishedSchedule> All { get; } = [Postfix, PostfixQueueRun, Qmail, Exim];

    private static RetrySpec.Postfix PostfixWith(int queueRun) => new(Scene.Seconds(300), Scene.Seconds(4000), Scene.Seconds(queueRun));

    private static IEnumerable<int> Steps(int from, int step, int last) => Enumerable.Range(0, (last - from) / step + 1).Select(i => from + i * step);
}
