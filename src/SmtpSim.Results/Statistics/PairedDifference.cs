namespace SmtpSim.Results;

/// <summary>
/// The difference of two systems that saw the same random numbers: the t-interval of the differences of replication by replication, whose
/// spread is free of what both have in common (Law, Simulation Modeling and Analysis, 5th edition, section 10.2.1).
/// </summary>
/// <param name="Difference">Of b - a, replication by replication.</param>
/// <param name="MeanOfA">Over the replications.</param>
/// <param name="MeanOfB">Over the same replications.</param>
/// <param name="Correlation">Of a with b: above 0 the common random numbers paid; NaN where one of them does not vary.</param>
public readonly record struct PairedDifference(MeanInterval Difference, double MeanOfA, double MeanOfB, double Correlation)
{
    /// <summary>Whether the interval leaves no doubt of a difference: 0 is not in it.</summary>
    public bool IsClear => !Difference.Contains(0);

    /// <exception cref="ArgumentException">Not as many of one as of the other.</exception>
    public static PairedDifference Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double confidence = Confidence.Usual)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"{a.Length} replications can't be paired with {b.Length}.", nameof(b));
        var differences = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
            differences[i] = b[i] - a[i];
        var (meanOfA, meanOfB) = (MeanInterval.MeanOf(a), MeanInterval.MeanOf(b));
        var product = 0.0;
        for (var i = 0; i < a.Length; i++)
            product += (a[i] - meanOfA) * (b[i] - meanOfB);
        var spread = Math.Sqrt(MeanInterval.SquaresAround(meanOfA, a) * MeanInterval.SquaresAround(meanOfB, b));
        return new PairedDifference(MeanInterval.Of(differences, confidence), meanOfA, meanOfB, spread > 0 ? product / spread : double.NaN);
    }
}
