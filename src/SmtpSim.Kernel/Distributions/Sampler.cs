using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SmtpSim.Kernel;

/// <summary>
/// A compiled <see cref="Distribution"/>. One 64-bit random number gives one sample, always the same; for every kind but gamma and
/// hyperexponential by inversion, so that a sample grows with the bits and common random numbers couple two settings as tightly as can be.
/// The default value is the constant zero.
/// </summary>
public readonly struct Sampler
{
    /// <summary>Samples saturate here, far enough below overflow that a few may be added.</summary>
    public const long MaxSample = long.MaxValue / 4;

    private readonly SamplerKind _kind;
    private readonly long _constant;
    private readonly double _a;
    private readonly double _b;
    private readonly WeightedTable? _table;

    private Sampler(SamplerKind kind, double mean, double a = 0, double b = 0, WeightedTable? table = null)
    {
        (_kind, Mean, _a, _b, _table) = (kind, mean, a, b, table);
        _constant = kind == SamplerKind.Constant ? ToInteger(a) : 0;
    }

    /// <summary>The exact mean of the distribution in base units, before samples are rounded to integers; +∞ for a Pareto shape up to 1.</summary>
    public double Mean { get; }

    /// <summary>Whether every sample is the same.</summary>
    public bool IsConstant => _kind == SamplerKind.Constant;

    /// <summary>Whether every sample is zero.</summary>
    public bool IsZero => _kind == SamplerKind.Constant && _constant == 0;

    /// <exception cref="ArgumentException">When <see cref="Distribution.Validate"/> finds the distribution impossible.</exception>
    public static Sampler Compile(Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        if (distribution.Validate() is { } reason) throw new ArgumentException(reason, nameof(distribution));
        var sampler = CompileValid(distribution);
        return sampler.Mean == 0 ? default : sampler; // nothing is negative, so a mean of zero leaves only zeros
    }

    /// <summary>A sample, rounded to the nearest integer (halves to the even one): at least 0, at most <see cref="MaxSample"/>.</summary>
    public long Sample(ulong bits) => _kind switch
    {
        SamplerKind.Constant => _constant,
        SamplerKind.Uniform => Round(_a + _b * Uniform.ToUnit(bits)), // both ends are valid samples
        _ => ToInteger(SampleVariable(bits)),
    };

    private static Sampler CompileValid(Distribution distribution) => distribution switch
    {
        Distribution.Constant d => Constant(d.Value),
        Distribution.Uniform d when d.Min == d.Max => Constant(d.Min),
        Distribution.Uniform d => new Sampler(SamplerKind.Uniform, d.Min + (d.Max - d.Min) / 2, d.Min, d.Max - d.Min),
        Distribution.Exponential d => new Sampler(SamplerKind.Exponential, d.Mean, d.Mean),
        Distribution.Normal { StandardDeviation: 0 } d => Constant(d.Mean),
        Distribution.Normal d => new Sampler(SamplerKind.Normal, TruncatedMean(d.Mean, d.StandardDeviation), d.Mean, d.StandardDeviation),
        Distribution.LogNormal { Sigma: 0 } d => Constant(StableMath.Exp(d.Mu)),
        Distribution.LogNormal d => new Sampler(SamplerKind.LogNormal, StableMath.Exp(d.Mu + d.Sigma * d.Sigma / 2), d.Mu, d.Sigma),
        Distribution.Gamma d => new Sampler(SamplerKind.Gamma, d.Shape * d.Scale, d.Shape, d.Scale),
        Distribution.Weibull { Scale: 0 } => default, // its mean is not always zero: the gamma function may overflow
        Distribution.Weibull d => new Sampler(SamplerKind.Weibull, d.Scale * StableMath.Gamma(1 + 1 / d.Shape), d.Scale, 1 / d.Shape),
        Distribution.Pareto d => new Sampler(SamplerKind.Pareto, ParetoMean(d), d.Min, 1 / d.Shape),
        Distribution.HyperExponential d => OfTable(SamplerKind.HyperExponential, WeightedTable.InOrder(d.Weights, d.Means)),
        Distribution.Empirical d => OfTable(SamplerKind.Empirical, WeightedTable.Ascending(d.Weights, d.Values)),
        _ => throw new InvalidOperationException($"No sampler for {distribution.GetType().Name}."),
    };

    private double SampleVariable(ulong bits) => _kind switch
    {
        SamplerKind.Exponential => -_a * LogOfRest(bits),
        SamplerKind.Normal => _a + _b * StandardNormal(bits),
        SamplerKind.LogNormal => StableMath.Exp(_a + _b * StandardNormal(bits)),
        SamplerKind.Gamma => GammaSampling.Sample(_a, bits) * _b,
        SamplerKind.Weibull => _a * StableMath.Pow(-LogOfRest(bits), _b),
        SamplerKind.Pareto => _a * StableMath.Exp(-LogOfRest(bits) * _b),
        SamplerKind.HyperExponential => SampleHyperExponential(bits),
        _ => _table!.ValueAt(Uniform.ToUnit(bits)),
    };

    private double SampleHyperExponential(ulong bits)
    {
        var key = new RandomKey(bits);
        return -_table!.ValueAt(Uniform.ToUnit(key.Draw(0))) * LogOfRest(key.Draw(1));
    }

    // ln(1 - u): the quantile functions below grow with u then. 1 - u is exact.
    private static double LogOfRest(ulong bits) => StableMath.Log(1 - Uniform.ToUnit(bits));

    private static double StandardNormal(ulong bits) => StableMath.InverseNormal(Uniform.ToUnit(bits));

    private static long ToInteger(double value)
    {
        if (!(value < MaxSample)) return MaxSample;
        return value > 0 ? Round(value) : 0;
    }

    /// <summary>To the nearest integer, halves to the even one, of a value that fits: one instruction where the processor has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Round(double value)
        => Sse2.X64.IsSupported ? Sse2.X64.ConvertToInt64(Vector128.CreateScalarUnsafe(value)) : (long)Math.Round(value);

    private static Sampler Constant(double value) => new(SamplerKind.Constant, value, value);

    private static Sampler OfTable(SamplerKind kind, WeightedTable table) =>
        table.Count == 1 && kind == SamplerKind.Empirical ? Constant(table.Mean) : new(kind, table.Mean, table: table);

    // E max(0, X): values under zero count as zero.
    private static double TruncatedMean(double mean, double deviation)
    {
        var z = mean / deviation;
        return mean * StableMath.NormalCdf(z) + deviation * StableMath.NormalDensity(z);
    }

    private static double ParetoMean(Distribution.Pareto d) => d.Shape > 1 ? d.Min * d.Shape / (d.Shape - 1) : double.PositiveInfinity;
}

internal enum SamplerKind : byte
{
    Constant,
    Uniform,
    Exponential,
    Normal,
    LogNormal,
    Gamma,
    Weibull,
    Pareto,
    HyperExponential,
    Empirical,
}
