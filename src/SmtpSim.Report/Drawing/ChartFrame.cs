namespace SmtpSim.Report;

/// <summary>Where the parts of a chart stand, and what it takes to draw in its plot.</summary>
/// <param name="Plot">The box between the axes.</param>
internal sealed record ChartFrame(Chart Chart, IChartSurface Surface, PlotBox Plot, AxisMap X, AxisMap Y, double FontSize)
{
    public PlotPoint At(double x, double y) => new(X.Place(x), Y.Place(y));
}
