namespace SmtpSim.Report;

/// <summary>How a word or number is to be taken; told by more than its colour.</summary>
public enum Tone
{
    Plain,
    Good,
    Doubtful,
    Bad,
    Faint,
}

/// <param name="Link">Address within the page that the text leads to; null for none.</param>
public readonly record struct PageCell(string Text, Tone Tone = Tone.Plain, string? Link = null)
{
    public static implicit operator PageCell(string text) => FromString(text);

    public static PageCell FromString(string text) => new(text);
}

/// <summary>A table of a page. The first column names the rows.</summary>
/// <param name="Caption">What it is a table of, for who hears it and does not see where it stands.</param>
/// <param name="Columns">Headings; those of numbers begin with <c>&gt;</c> and stand at the right.</param>
public sealed record PageTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<PageCell>> Rows)
{
    /// <summary>Whether all but the first column are numbers, and many: cells then say so together and not one by one.</summary>
    public bool IsData { get; init; }

    public void Write(HtmlWriter html)
    {
        ArgumentNullException.ThrowIfNull(html);
        // A wide table scrolls by itself; what scrolls can be reached by keyboard.
        using var scroll = html.Open("div", ("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-label", Caption));
        using var table = IsData ? html.Open("table", ("class", "data")) : html.Open("table");
        html.Element("caption", Caption, ("class", "unseen"));
        using (html.Open("thead"))
        using (html.Open("tr"))
            foreach (var column in Columns)
                Heading(html, column);
        using var body = html.Open("tbody");
        foreach (var row in Rows)
        {
            html.Line();
            using var line = html.Open("tr");
            for (var i = 0; i < row.Count; i++)
                Cell(html, row[i], !IsData && IsNumber(Columns[i]), first: i == 0);
        }
    }

    private static bool IsNumber(string column) => column.StartsWith('>');

    private static void Heading(HtmlWriter html, string column)
    {
        if (IsNumber(column))
            html.Element("th", column[1..], ("scope", "col"), ("class", "n"));
        else
            html.Element("th", column, ("scope", "col"));
    }

    private static void Cell(HtmlWriter html, PageCell cell, bool number, bool first)
    {
        var classes = string.Join(' ', new[] { number ? "n" : "", ToneText.ClassOf(cell.Tone) }.Where(name => name.Length > 0));
        var name = first ? "th" : "td";
        using var element = (first, classes.Length > 0) switch
        {
            (true, true) => html.Open(name, ("scope", "row"), ("class", classes)),
            (true, false) => html.Open(name, ("scope", "row")),
            (false, true) => html.Open(name, ("class", classes)),
            _ => html.Open(name),
        };
        if (cell.Link is { } link)
            html.Element("a", cell.Text, ("href", link));
        else
            html.Text(cell.Text);
    }
}
