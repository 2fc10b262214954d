namespace SmtpSim.Kernel;

/// <summary>Gamma variates by rejection: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).</summary>
internal static class GammaSampling
{
    /// <summary>A variate of scale 1. All further randomness comes from the stream keyed by <paramref name="bits"/>.</summary>
    public static double Sample(double shape, ulong bits)
    {
        var key = new RandomKey(bits);
        if (shape >= 1) return AtLeastOne(shape, key, 0);
        // Their note for small shapes: Gamma(a) = Gamma(a + 1) · U^(1/a).
        return AtLeastOne(shape + 1, key, 1) * StableMath.Exp(StableMath.Log(Uniform.ToUnit(key.Draw(0))) / shape);
    }

    private static double AtLeastOne(double shape, RandomKey key, ulong counter)
    {
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        for (; ; counter += 2) // accepts with probability over 0.95
        {
            var x = StableMath.InverseNormal(Uniform.ToUnit(key.Draw(counter)));
            var root = 1 + c * x;
            if (root <= 0) continue;
            var v = root * root * root;
            var u = Uniform.ToUnit(key.Draw(counter + 1));
            var square = x * x;
            if (u < 1 - 0.0331 * square * square) return d * v;
            if (StableMath.Log(u) < 0.5 * square + d * (1 - v + StableMath.Log(v))) return d * v;
        }
    }
}
