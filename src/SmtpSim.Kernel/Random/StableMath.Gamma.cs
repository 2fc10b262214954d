namespace SmtpSim.Kernel;

public static partial class StableMath
{
    /// <summary>The gamma function for x > 0; relative error below 10^-13 up to x = 100, +∞ above 171.6. Slow: not for the hot path.</summary>
    /// <remarks>Lanczos' approximation with g = 7 and nine coefficients (Godfrey, 2001).</remarks>
    public static double Gamma(double x)
    {
        if (!(x > 0)) return double.NaN;
        if (x < 0.5) return Gamma(x + 1) / x;
        var z = x - 1;
        var sum = 0.99999999999980993227684700473478
            + 676.520368121885098567009190444019 / (z + 1) - 1259.13921672240287047156078755283 / (z + 2)
            + 771.3234287776530788486528258894 / (z + 3) - 176.61502916214059906584551354 / (z + 4)
            + 12.507343278686904814458936853 / (z + 5) - 0.13857109526572011689554707 / (z + 6)
            + 9.984369578019570859563e-6 / (z + 7) + 1.50563273514931155834e-7 / (z + 8);
        var t = z + 7.5;
        // The power in two halves, for t^(z + 1/2) alone overflows long before the result does.
        var half = Pow(t, 0.5 * (z + 0.5));
        return 2.5066282746310005024 * half * Exp(-t) * half * sum;
    }
}
