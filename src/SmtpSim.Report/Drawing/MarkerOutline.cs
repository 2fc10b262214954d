namespace SmtpSim.Report;

/// <summary>The corners of markers.</summary>
public static class MarkerOutline
{
    /// <summary>Null for a circle, which has none.</summary>
    public static IReadOnlyList<PlotPoint>? Of(PlotPoint at, MarkerShape shape, double radius)
    {
        var (x, y, r) = (at.X, at.Y, radius);
        return shape switch
        {
            MarkerShape.Circle => null,
            MarkerShape.Square => [new(x - r, y - r), new(x + r, y - r), new(x + r, y + r), new(x - r, y + r)],
            MarkerShape.Triangle => [new(x, y - r), new(x + r, y + r), new(x - r, y + r)],
            MarkerShape.Diamond => [new(x, y - r * 1.2), new(x + r * 1.2, y), new(x, y + r * 1.2), new(x - r * 1.2, y)],
            _ => Cross(x, y, r),
        };
    }

    /// <summary>Arms of a third of its width.</summary>
    private static PlotPoint[] Cross(double x, double y, double r)
    {
        var a = r * 0.4;
        return
        [
            new(x - r, y - r + a), new(x - r + a, y - r), new(x, y - a), new(x + r - a, y - r), new(x + r, y - r + a), new(x + a, y),
            new(x + r, y + r - a), new(x + r - a, y + r), new(x, y + a), new(x - r + a, y + r), new(x - r, y + r - a), new(x - a, y),
        ];
    }
}
