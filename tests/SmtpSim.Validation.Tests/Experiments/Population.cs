namespace SmtpSim.Validation.Tests;

/// <summary>How many messages rested between two attempts, and how many sessions there were, at moments that lie equally far apart.</summary>
internal sealed class Population
{
    private long _looks;
    private double _sum;
    private double _squares;

    private readonly List<int> _sessions = [];

    /// <summary>Sessions at each look; the first look is one distance after the start.</summary>
    public IReadOnlyList<int> Sessions => _sessions;

    public double Mean => _sum / _looks;

    public double StandardDeviation => Math.Sqrt(_squares / _looks - Mean * Mean);

    public void Add(long resting, int sessions)
    {
        _sessions.Add(sessions);
        _looks++;
        _sum += resting;
        _squares += (double)resting * resting;
    }
}
