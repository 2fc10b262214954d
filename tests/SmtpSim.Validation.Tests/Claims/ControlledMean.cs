using MathNet.Numerics.LinearAlgebra;
using SmtpSim.Results;

namespace SmtpSim.Validation.Tests;

/// <summary>
/// A mean over independent runs with control variates (Lavenberg and Welch, Management Science 27, 1981): the figure is regressed on what other figures of
/// the same run deviate by from their known means, and read where they deviate by nothing. What is left of the spread is that about the plane; each control
/// costs a degree of freedom. Exact for normal observations.
/// </summary>
internal static class ControlledMean
{
    /// <param name="figures">One of each run.</param>
    /// <param name="controls">Of each run the deviations of its controls, whose means are zero; none leaves the plain mean.</param>
    /// <param name="confidence">Of the interval.</param>
    public static MeanInterval Of(double[] figures, double[][] controls, double confidence)
    {
        var count = controls[0].Length;
        var freedom = figures.Length - count - 1;
        if (count == 0 || freedom < 1)
            return MeanInterval.Of(figures, confidence);
        var plane = Matrix<double>.Build.DenseOfRowArrays(controls.Select(row => (double[])[1, .. row]));
        var observed = Vector<double>.Build.Dense(figures);
        var inverse = (plane.Transpose() * plane).Inverse();
        var fit = inverse * (plane.Transpose() * observed);
        var deviation = Math.Sqrt((observed - plane * fit).DotProduct(observed - plane * fit) / freedom);
        return new MeanInterval(figures.Length, fit[0], deviation, StudentT.TwoSided(confidence, freedom) * deviation * Math.Sqrt(inverse[0, 0]), confidence);
    }
}
