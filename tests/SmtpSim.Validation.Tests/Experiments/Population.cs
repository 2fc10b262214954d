namespace SmtpSim.Validation.Tests;

/// <summary>How many messages rested between two attempts, at moments that lie equally far apart.</summary>
internal sealed class Population
{
    private long _looks;
    private double _sum;
    private double _squares;

    public double Mean => _sum / _looks;

    public double StandardDeviation => Math.Sqrt(_squares / _looks - Mean * Mean);

    public void Add(long resting)
    {
        _looks++;
        _sum += resting;
        _squares += (double)resting * resting;
    }
}
