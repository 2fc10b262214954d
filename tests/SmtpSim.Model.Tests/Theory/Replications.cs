namespace SmtpSim.Model.Tests;

/// <summary>
/// Thirty independent replications of one scenario and the mean of a figure over them with its 99 % confidence interval (Student t).
/// Nothing is cut off at the start: the runs begin empty, and are so long that this takes less than a thousandth from any mean.
/// </summary>
internal sealed class Replications
{
    private const int Count = 30;

    /// <summary>The 0.995 quantile of Student's t distribution with 29 degrees of freedom.</summary>
    private const double StudentT = 2.75638590367;

    private readonly Outcome[] _runs;

    public Replications(Scenario scenario)
        => _runs = [.. Enumerable.Range(0, Count).AsParallel().AsOrdered().Select(number => Simulation.Run(scenario with { Replication = number }))];

    public IReadOnlyList<Outcome> Runs => _runs;

    /// <param name="what">Name of the figure, for the message of a failure.</param>
    /// <param name="exact">Its exact value.</param>
    /// <param name="figure">How one run states it.</param>
    /// <param name="resolution">Relative error of the figure itself, such as that of a histogram.</param>
    /// <param name="widest">The widest interval that a test may pass with: half of it, relative to the exact value.</param>
    public void Agree(string what, double exact, Func<Outcome, double> figure, double resolution = 0, double widest = 0.02)
    {
        var values = _runs.Select(figure).ToArray();
        var mean = values.Average();
        var half = StudentT * Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (Count - 1) / Count);
        Assert.True(half < widest * exact, $"{what}: {mean:0.#####} ± {half:0.#####} is not sharp enough, the half-width is {half / exact:0.00 %}.");
        Assert.True(Math.Abs(mean - exact) <= half + resolution * exact, $"{what}: {mean:0.#####} ± {half:0.#####}, but exactly it is {exact:0.#####}.");
    }
}
