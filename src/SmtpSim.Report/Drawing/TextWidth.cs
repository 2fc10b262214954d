namespace SmtpSim.Report;

/// <summary>
/// About how wide a text is in a sans-serif face: the widths of Helvetica (Adobe Font Metrics) by class of letter. Layout may not ask
/// a font, or a page would depend on the fonts of the machine that made it.
/// </summary>
public static class TextWidth
{
    /// <summary>Some faces that stand in for it are wider.</summary>
    private const double Allowance = 1.1;

    public static double Of(string text, double size)
    {
        ArgumentNullException.ThrowIfNull(text);
        var units = 0.0;
        foreach (var letter in text)
        {
            units += letter switch
            {
                'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or ' ' => 0.29,
                'f' or 't' or 'r' or '-' or '(' or ')' or '/' => 0.36,
                'm' or 'M' or 'W' or '%' or '–' or '…' => 0.90,
                'w' or >= 'A' and <= 'Z' => 0.72,
                _ => 0.58,
            };
        }
        return units * size * Allowance;
    }

    /// <summary>Cuts a text that is too wide, with an ellipsis in place of the rest.</summary>
    public static string Fit(string text, double size, double room)
    {
        if (Of(text, size) <= room)
            return text;
        var length = text.Length;
        while (length > 1 && Of(text[..length] + "…", size) > room)
            length--;
        return text[..length].TrimEnd() + "…";
    }

    /// <summary>Cuts a name that is too wide in its middle: names of a list begin alike, and what tells them apart stands at their end.</summary>
    public static string FitEnds(string text, double size, double room)
    {
        if (Of(text, size) <= room)
            return text;
        var kept = text.Length - 1;
        while (kept > 2 && Of(Middle(text, kept), size) > room)
            kept--;
        return Middle(text, kept);
    }

    private static string Middle(string text, int kept) => text[..(kept * 2 / 5)].TrimEnd() + "…" + text[^(kept - kept * 2 / 5)..].TrimStart();
}
