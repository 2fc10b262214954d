using System.Globalization;

namespace SmtpSim.Report;

/// <summary>Colours on white paper, those of the page's light theme: for files that stand alone.</summary>
public sealed class PaperInks : ISvgInks
{
    private static readonly string[] Series = ["0072b2", "d55e00", "008a66", "b0528f", "b87a00", "2a86c4", "4d5862", "7b4fb3"];
    private static readonly string[] Heat = ["f0f2f4", "e3edf5", "c9dff0", "abd0e9", "86bde0", "5fa6d3", "3b8cc0", "2170a5", "105485", "063861"];

    /// <summary>From this step of a heat map on text stands out in white, where it did in black.</summary>
    private const int FirstDarkHeat = 7;

    public static PaperInks Instance { get; } = new();

    /// <summary>A colour as RRGGBB, and how much of it covers what lies below, 0 to 1.</summary>
    public static (string Colour, double Cover) Of(Ink ink) => ink.Kind switch
    {
        InkKind.Series => (Series[ink.Index], 1),
        InkKind.SeriesFaint => (Series[ink.Index], 0.2),
        InkKind.Heat => (Heat[ink.Index], 1),
        InkKind.OnHeat => (ink.Index >= FirstDarkHeat ? "ffffff" : "101418", 1),
        InkKind.Axis or InkKind.FaintText => ("59636e", 1),
        InkKind.Grid => ("d7dde3", 1),
        InkKind.Shade => ("f3d9b8", 0.7),
        _ => ("1b2127", 1),
    };

    public string OfLine(Ink ink)
    {
        var (colour, cover) = Of(ink);
        return $" fill=\"none\" stroke=\"#{colour}\"{(cover < 1 ? $" stroke-opacity=\"{Number(cover)}\"" : "")}";
    }

    public string OfFill(Ink ink)
    {
        var (colour, cover) = Of(ink);
        return $" fill=\"#{colour}\"{(cover < 1 ? $" fill-opacity=\"{Number(cover)}\"" : "")}";
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
