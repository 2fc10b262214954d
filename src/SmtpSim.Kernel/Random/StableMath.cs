using System.Runtime.CompilerServices;

namespace SmtpSim.Kernel;

/// <summary>
/// Elementary functions built on the basic operations of IEEE 754 alone, so that a result has the same bits on every platform.
/// (<see cref="Math"/> calls the C library, whose last digits differ between systems.) No fused multiply-add: the runtime never fuses
/// <c>a * b + c</c> by itself, and asking for it would tie the bits to its use on all paths.
/// </summary>
public static partial class StableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>The natural logarithm, within 1 ulp. 0 gives -∞, a negative number NaN.</summary>
    /// <remarks>Method and coefficients: FDLIBM e_log.c (Sun Microsystems, 1993).</remarks>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToUInt64Bits(x);
        var scale = 0;
        if (bits - 0x0010_0000_0000_0000 >= 0x7FE0_0000_0000_0000)
        {
            if (!TryScaleSubnormal(ref bits, out var special)) return special;
            scale = -54;
        }
        if (bits == 0x3FF0_0000_0000_0000) return 0;

        // x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)]
        bits += 0x3FF0_0000_0000_0000 - 0x3FE6_A09E_0000_0000;
        var k = (double)((int)(bits >> 52) - 1023 + scale);
        var f = BitConverter.UInt64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) + 0x3FE6_A09E_0000_0000) - 1;

        var halfSquare = 0.5 * f * f;
        var s = f / (2 + f);
        var z = s * s;
        var w = z * z;
        var even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
        var odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01
            + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
        return s * (halfSquare + (odd + even)) + k * Ln2Low - halfSquare + f + k * Ln2High;
    }

    /// <summary>e^<paramref name="x"/>, within 1 ulp; +∞ above 709.78, 0 below -745.13.</summary>
    /// <remarks>Method and coefficients: FDLIBM e_exp.c (Sun Microsystems, 1993).</remarks>
    public static double Exp(double x)
    {
        if (!(x > -708 && x < 709)) return ExpAtTheEdges(x);
        var y = ExpReduced(x, out var k);
        return BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(y) + (k << 52));
    }

    /// <summary>
    /// <paramref name="x"/>^<paramref name="y"/> for x ≥ 0 as e^(y ln x): the relative error is about (1 + |y ln x|) · 2^-52.
    /// 0 to a positive power is 0; a negative x gives NaN.
    /// </summary>
    public static double Pow(double x, double y) => y == 0 ? 1 : Exp(y * Log(x));

    private static bool TryScaleSubnormal(ref ulong bits, out double special)
    {
        var x = BitConverter.UInt64BitsToDouble(bits);
        special = x == 0 ? double.NegativeInfinity : x < 0 ? double.NaN : x; // +∞ and NaN stay
        bits = BitConverter.DoubleToUInt64Bits(x * 18014398509481984);      // 2^54
        return x > 0 && x < double.PositiveInfinity;
    }

    // e^x = 2^k · the result, which is in [sqrt(1/2), sqrt(2)].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ExpReduced(double x, out long k)
    {
        const double inverseLn2 = 1.44269504088896338700;
        const double roundingShift = 6755399441055744; // 1.5 · 2^52: adding it rounds to an integer, which then stands in the lowest bits

        var shifted = x * inverseLn2 + roundingShift;
        k = BitConverter.DoubleToInt64Bits(shifted) - BitConverter.DoubleToInt64Bits(roundingShift);
        var n = shifted - roundingShift;
        var high = x - n * Ln2High;
        var low = n * Ln2Low;
        var r = high - low;
        var t = r * r;
        var c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * (6.61375632143793436117e-05
            + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
        return 1 + (r * c / (2 - c) - low + high);
    }

    // Where 2^k alone is no normal number: infinite, zero, or scaled in two steps.
    private static double ExpAtTheEdges(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 709.782712893383973096) return double.PositiveInfinity;
        if (x < -745.13321910194110842) return 0;
        var y = ExpReduced(x, out var k);
        var first = k / 2;
        return y * PowerOfTwo(first) * PowerOfTwo(k - first);
    }

    private static double PowerOfTwo(long exponent) => BitConverter.Int64BitsToDouble((exponent + 1023) << 52);
}
