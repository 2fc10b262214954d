namespace SmtpSim.Validation.Tests;

/// <summary>What an experiment is held to in one quantity.</summary>
/// <param name="Quantity">Its name.</param>
/// <param name="Source">Where the expected value comes from.</param>
internal abstract record Claim(string Quantity, string Source)
{
    /// <summary>Whether chance has a part in it: see <see cref="Family"/>.</summary>
    public virtual bool IsStatistical => false;

    /// <summary>Holds the runs to it.</summary>
    public abstract Row Judge(IReadOnlyList<Run> runs);
}

/// <summary>A line of the page.</summary>
/// <param name="Quantity">What was measured.</param>
/// <param name="Expected">What was to be seen.</param>
/// <param name="Observed">What was seen.</param>
/// <param name="Interval">The 99 % confidence interval; a dash where chance has no part.</param>
/// <param name="Verdict">How they compare.</param>
/// <param name="Source">Where the expectation comes from.</param>
internal sealed record Row(string Quantity, string Expected, string Observed, string Interval, Verdict Verdict, string Source)
{
    public override string ToString() => $"{Quantity}: expected {Expected}, observed {Observed} {Interval}: {Verdict}";
}

internal enum Verdict
{
    Holds,

    /// <summary>The expected value lies outside the interval, no farther than chance puts a few of so many.</summary>
    Outside,

    /// <summary>The expected value lies outside, farther than chance puts it.</summary>
    Misses,

    /// <summary>The interval is too wide to say.</summary>
    TooWide,
}
