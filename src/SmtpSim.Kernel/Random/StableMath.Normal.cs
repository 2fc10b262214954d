namespace SmtpSim.Kernel;

public static partial class StableMath
{
    /// <summary>
    /// The quantile of the standard normal distribution for a probability in (0, 1), with a relative error of about 10^-16.
    /// Outside: -∞ at 0, +∞ at 1, else NaN.
    /// </summary>
    /// <remarks>Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484.</remarks>
    public static double InverseNormal(double probability)
    {
        var q = probability - 0.5;
        if (!(q >= -0.425 && q <= 0.425)) return InverseNormalTail(probability, q);
        var r = 0.180625 - q * q;
        return q * (((((((2.5090809287301226727e+3 * r + 3.3430575583588128105e+4) * r + 6.7265770927008700853e+4) * r
                + 4.5921953931549871457e+4) * r + 1.3731693765509461125e+4) * r + 1.9715909503065514427e+3) * r
                + 1.3314166789178437745e+2) * r + 3.3871328727963666080e+0)
            / (((((((5.2264952788528545610e+3 * r + 2.8729085735721942674e+4) * r + 3.9307895800092710610e+4) * r
                + 2.1213794301586595867e+4) * r + 5.3941960214247511077e+3) * r + 6.8718700749205790830e+2) * r
                + 4.2313330701600911252e+1) * r + 1);
    }

    /// <summary>The standard normal distribution function; relative error below 10^-12 for x above -30. Slow: not for the hot path.</summary>
    public static double NormalCdf(double x)
    {
        if (double.IsNaN(x)) return x;
        var size = Math.Abs(x);
        var upperTail = size < 3 ? 0.5 - NormalDensity(size) * CdfSeries(size) : NormalDensity(size) * MillsRatio(size);
        return x < 0 ? upperTail : 1 - upperTail;
    }

    /// <summary>The standard normal density.</summary>
    public static double NormalDensity(double x) => 0.3989422804014326779 * Exp(-0.5 * x * x);

    private static double InverseNormalTail(double probability, double q)
    {
        var tail = q < 0 ? probability : 1 - probability;
        if (!(tail > 0)) return tail == 0 ? q * double.PositiveInfinity : double.NaN;
        var r = Math.Sqrt(-Log(tail));
        var x = r <= 5 ? NearTail(r - 1.6) : FarTail(r - 5);
        return q < 0 ? -x : x;
    }

    private static double NearTail(double r) =>
        (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
            + 1.27045825245236838258e+0) * r + 3.64784832476320460504e+0) * r + 5.76949722146069140550e+0) * r
            + 4.63033784615654529590e+0) * r + 1.42343711074968357734e+0)
        / (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
            + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e+0) * r
            + 2.05319162663775882187e+0) * r + 1);

    private static double FarTail(double r) =>
        (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
            + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e+0) * r
            + 5.46378491116411436990e+0) * r + 6.65790464350110377720e+0)
        / (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
            + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
            + 5.99832206555887937690e-1) * r + 1);

    // (cdf(x) - 1/2) / density(x) = x + x^3/3 + x^5/(3·5) + ...: all terms positive.
    private static double CdfSeries(double x)
    {
        var term = x;
        var sum = x;
        for (var n = 3; term > sum * 1e-18; n += 2)
        {
            term *= x * x / n;
            sum += term;
        }
        return sum;
    }

    // (1 - cdf(x)) / density(x) = 1/(x + 1/(x + 2/(x + 3/(x + ...)))), from the inside out.
    private static double MillsRatio(double x)
    {
        var denominator = x;
        for (var n = 120; n > 0; n--) denominator = x + n / denominator;
        return 1 / denominator;
    }
}
