namespace SmtpSim.Results;

/// <summary>Quotients as results state them: null instead of a division by zero, since JSON knows no NaN.</summary>
internal static class Ratio
{
    public static double? Of(double part, double whole) => whole > 0 ? part / whole : null;
}
