using System.Globalization;
using System.Text;
using SkiaSharp;

namespace SmtpSim.Figures;

/// <summary>
/// The letters of an SVG as outlines, which look the same wherever the file goes: what draws an SVG for a paper seldom has the face that it
/// names, and passes over a face that stands in it.
/// </summary>
internal sealed class Letters
{
    /// <summary>Size at which outlines are in the face's own whole units.</summary>
    private const int Em = 2048;

    private static readonly SKFont Font = new(Face.Sans, Em) { Hinting = SKFontHinting.None, Subpixel = true };

    private readonly SortedDictionary<ushort, string> _used = [];

    /// <summary>Appends a text that begins at 0: an element for each letter, in units of which an em has <see cref="Em"/>.</summary>
    public void Append(StringBuilder output, string text)
    {
        var glyphs = Font.GetGlyphs(text);
        var widths = Font.GetGlyphWidths(glyphs);
        var x = 0f;
        for (var i = 0; i < glyphs.Length; x += widths[i++])
        {
            if (OutlineOf(glyphs[i]).Length > 0)
                output.Append(CultureInfo.InvariantCulture, $"<use xlink:href=\"#g{glyphs[i]}\" x=\"{x:0.#}\"/>");
        }
    }

    /// <summary>How far a text reaches, in the same units.</summary>
    public static double WidthOf(string text) => Font.GetGlyphWidths(Font.GetGlyphs(text)).Sum();

    /// <summary>What an em of this size is scaled by.</summary>
    public static double Scale(double size) => size / Em;

    /// <summary>The outlines of all letters that were used.</summary>
    public void AppendOutlines(StringBuilder output)
    {
        output.Append("<defs>");
        foreach (var (glyph, outline) in _used)
        {
            if (outline.Length > 0)
                output.Append(CultureInfo.InvariantCulture, $"<path id=\"g{glyph}\" d=\"{outline}\"/>");
        }

        output.Append("</defs>");
    }

    private string OutlineOf(ushort glyph)
    {
        if (_used.TryGetValue(glyph, out var outline))
            return outline;
        using var path = Font.GetGlyphPath(glyph);
        return _used[glyph] = path?.ToSvgPathData() ?? "";
    }
}
