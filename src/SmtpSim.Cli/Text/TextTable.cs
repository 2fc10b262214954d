namespace SmtpSim.Cli;

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Title">Stands above it.</param>
/// <param name="Right">Numbers stand to the right.</param>
/// <param name="Spare">On a screen that is too narrow columns are left out, 1 first, then 2 and so on; 0 never.</param>
public sealed record Column(string Title, bool Right = true, int Spare = 0);

/// <summary>A cell: text and what kind of text it is.</summary>
public sealed record Cell(string Text, Ink Ink = Ink.Plain)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>A table without lines, columns as wide as what is in them. When the screen is narrow, spare columns are left out, and then the first column gives way.</summary>
public sealed class TextTable(IReadOnlyList<Column> columns)
{
    private const int NarrowestName = 8;

    private readonly List<Cell[]> _rows = [];

    /// <summary>Adds a row, a cell for each column.</summary>
    public void Add(params Cell[] cells)
    {
        if (cells.Length != columns.Count)
            throw new ArgumentException($"{columns.Count} cells are needed.", nameof(cells));
        _rows.Add(cells);
    }

    /// <summary>Writes it, indented by one column.</summary>
    public void Write(Screen screen)
    {
        int[] widths = [.. columns.Select((column, i) => Math.Max(column.Title.Length, _rows.Max(row => row[i].Text.Length)))];
        var shown = Enumerable.Range(0, widths.Length).ToList();
        foreach (var spare in shown.Where(i => columns[i].Spare > 0).OrderBy(i => columns[i].Spare).ToList())
        {
            if (WidthWith(gap: 1) > screen.Width)
                shown.Remove(spare);
        }
        var gap = WidthWith(gap: 2) + 1 > screen.Width ? 1 : 2;
        var tooWide = WidthWith(gap) - screen.Width;
        if (tooWide > 0)
            widths[0] = Math.Min(widths[0], Math.Max(NarrowestName, widths[0] - tooWide));

        screen.Line(Layout([.. columns.Select(column => new Cell(column.Title, Ink.Dim))]));
        foreach (var row in _rows)
            screen.Line(Layout(row));

        int WidthWith(int gap) => 1 + shown.Sum(i => widths[i]) + gap * (shown.Count - 1);

        string Layout(Cell[] cells) =>
            (" " + string.Join(new string(' ', gap), shown.Select(i => Fit(cells[i], widths[i], columns[i].Right)))).TrimEnd();

        string Fit(Cell cell, int width, bool right)
        {
            var text = cell.Text.Length <= width ? cell.Text : cell.Text[..(width - 1)] + "…";
            var blanks = new string(' ', width - text.Length);
            return right ? blanks + screen.Paint(cell.Ink, text) : screen.Paint(cell.Ink, text) + blanks;
        }
    }
}
