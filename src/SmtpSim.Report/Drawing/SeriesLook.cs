namespace SmtpSim.Report;

/// <summary>Colour, dash and marker of a series: any one of them tells it from its neighbours.</summary>
internal readonly record struct SeriesLook(int Index)
{
    public Ink Ink => new(InkKind.Series, Index % Ink.Colours);

    public Ink Faint => new(InkKind.SeriesFaint, Index % Ink.Colours);

    public Dash Dash => (Dash)(Index % 4);

    public MarkerShape Marker => (MarkerShape)(Index % 5);

    public static SeriesLook Of(Chart chart, ChartSeries series) => new(series.Look ?? IndexOf(chart, series));

    /// <summary>A band has the look of the series before it, whose interval it is.</summary>
    private static int IndexOf(Chart chart, ChartSeries series)
    {
        var index = -1;
        foreach (var other in chart.Series)
        {
            if (other.Mark != Mark.Band || index < 0)
                index++;
            if (ReferenceEquals(other, series))
                break;
        }
        return index;
    }
}
