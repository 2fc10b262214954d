namespace SmtpSim.Report;

/// <summary>Places along a logarithmic axis.</summary>
internal static class LogPlaces
{
    /// <summary>Place i of n between two values, to four figures: whatever a processor's power function makes of the last bits, it is the same number.</summary>
    public static double At(double low, double high, int i, int n)
    {
        var value = low * Math.Pow(high / low, i / (double)n);
        var scale = Math.Pow(10, Math.Floor(Math.Log10(value)) - 3);
        return Math.Round(value / scale) * scale;
    }
}
