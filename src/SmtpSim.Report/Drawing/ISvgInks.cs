namespace SmtpSim.Report;

/// <summary>How an SVG names its colours: by classes of a style sheet, or outright in a file that stands alone.</summary>
public interface ISvgInks
{
    /// <summary>Attributes of an element that is drawn as a line, with a blank before each.</summary>
    string OfLine(Ink ink);

    /// <summary>Attributes of an element that is filled, text included.</summary>
    string OfFill(Ink ink);
}

/// <summary>Classes of the page's style sheet, which has a light and a dark theme.</summary>
public sealed class PageInks : ISvgInks
{
    public static PageInks Instance { get; } = new();

    public string OfLine(Ink ink) => $" class=\"l{ClassOf(ink)}\"";

    public string OfFill(Ink ink) => $" class=\"f{ClassOf(ink)}\"";

    private static string ClassOf(Ink ink) => ink.Kind switch
    {
        InkKind.Series => $"s{ink.Index}",
        InkKind.SeriesFaint => $"b{ink.Index}",
        InkKind.Heat => $"h{ink.Index}",
        InkKind.OnHeat => $"o{ink.Index}",
        InkKind.Axis => "ax",
        InkKind.Grid => "gr",
        InkKind.Shade => "sh",
        InkKind.Reference => "rf",
        InkKind.FaintText => "tf",
        _ => "t",
    };
}
