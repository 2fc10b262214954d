using SkiaSharp;

namespace SmtpSim.Figures;

/// <summary>The face that figures are lettered in: Liberation Sans, as wide as Helvetica, whose widths charts are laid out with.</summary>
internal static class Face
{
    public static SKTypeface Sans { get; } = Load();

    private static SKTypeface Load()
    {
        using var stream = typeof(Face).Assembly.GetManifestResourceStream("LiberationSans-Regular.ttf") ?? throw new InvalidOperationException("The face is missing.");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException("The face can't be read.");
    }
}
