namespace SmtpSim.Cli;

/// <summary>Horizontal bars in eighths of a column.</summary>
public static class Bar
{
    private const string Eighths = " ▏▎▍▌▋▊▉█";

    /// <summary>A bar for a share of <paramref name="columns"/>, without trailing blanks. More than nothing shows at least an eighth.</summary>
    public static string Of(double share, int columns)
    {
        if (!(share > 0))
            return "";
        var eighths = Math.Max(1, (int)Math.Round(Math.Min(share, 1) * columns * 8));
        var rest = eighths % 8;
        return new string('█', eighths / 8) + (rest == 0 ? "" : Eighths[rest].ToString());
    }

    /// <summary>A progress bar: the done and the open part.</summary>
    public static (string Done, string Open) Progress(double share, int columns)
    {
        var done = (int)Math.Floor(Math.Clamp(share, 0, 1) * columns);
        return (new string('━', done), new string('━', columns - done));
    }
}
