namespace SmtpSim.Results;

/// <summary>A figure of a run that has a name: one row of the <see cref="MetricCatalogue"/>.</summary>
/// <param name="Name">As it is written: <c>delay.p95</c>.</param>
/// <param name="Unit">Of its number.</param>
/// <param name="Labels">Names of the labels that narrow it down.</param>
/// <param name="Description">What it says, as a sentence without subject.</param>
/// <param name="Of">Its value; null where there is none, as of a mean over nothing.</param>
public sealed record Metric(string Name, MetricUnit Unit, IReadOnlyList<string> Labels, string Description, Func<MetricScope, double?> Of)
{
    public override string ToString() => Name;
}
