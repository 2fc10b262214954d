using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>Mail over all its hops, on the page of a run; columns about something that did not happen are left out.</summary>
internal static class EndToEndPage
{
    public static void Write(Screen screen, EndToEndSummary summary)
    {
        var origins = summary.Origins.Where(origin => origin.Messages > 0).ToList();
        if (origins.Count == 0)
            return;
        screen.Line();
        Table("end to end", origins, origin => origin.Name,
        [
            ("recipients", _ => true, o => Quantity.Count(o.Copies.Submitted)),
            ("have it", _ => true, o => Quantity.Percent(o.DeliveredRatio)),
            ("copies", o => o.Copies.Duplicates > 0, o => Quantity.Factor(o.CopiesPerRecipient)),
            ("deduplicated", o => o.Copies.Deduplicated > 0, o => Quantity.Count(o.Copies.Deduplicated)),
            ("failed", o => o.Copies.Bounced + o.Copies.Expired > 0, o => Quantity.Count(o.Copies.Bounced + o.Copies.Expired)),
            ("reported", o => o.Copies.Bounced + o.Copies.Expired > 0, o => Quantity.Count(o.Notifications.FailuresReported)),
            ("lost", o => o.Copies.Dropped + o.Copies.Lost > 0, o => Quantity.Count(o.Copies.Dropped + o.Copies.Lost)),
            ("queued", o => o.Copies.Queued > 0, o => Quantity.Count(o.Copies.Queued)),
            ("median", _ => true, o => Quantity.Duration(o.DelayS.P50)),
            ("p95", _ => true, o => Quantity.Duration(o.DelayS.P95)),
            ("relays", o => o.RelaysPassed.Max > 0, o => Quantity.Factor(o.RelaysPassed.Mean)),
        ]).Write(screen);
        var servers = summary.Servers.Where(server => server.Relayed + server.Duplicates.Total + server.Deduplicated + server.Notifications + server.Backscatter > 0).ToList();
        if (servers.Count == 0)
            return;
        screen.Line();
        Table("copies at", servers, server => server.Name,
        [
            ("relayed", s => s.Relayed > 0, s => Quantity.Count(s.Relayed)),
            ("in mailboxes", s => s.Unique > 0, s => Quantity.Count(s.Unique + s.Duplicates.Total)),
            ("lost reply", s => s.Duplicates.LostReply > 0, s => Quantity.Count(s.Duplicates.LostReply)),
            ("crash", s => s.Duplicates.Crash > 0, s => Quantity.Count(s.Duplicates.Crash)),
            ("timeout", s => s.Duplicates.Timeout > 0, s => Quantity.Count(s.Duplicates.Timeout)),
            ("two ways", s => s.Duplicates.MultiplePaths > 0, s => Quantity.Count(s.Duplicates.MultiplePaths)),
            ("deduplicated", s => s.Deduplicated > 0, s => Quantity.Count(s.Deduplicated)),
            ("looped", s => s.Looped > 0, s => Quantity.Count(s.Looped)),
            ("posts", s => s.ListPosts > 0, s => Quantity.Count(s.ListPosts)),
            ("bounces", s => s.Notifications > 0, s => Quantity.Count(s.Notifications)),
            ("backscatter", s => s.Backscatter > 0, s => Quantity.Count(s.Backscatter)),
        ]).Write(screen);
    }

    private static TextTable Table<T>(string title, List<T> rows, Func<T, string> name, List<(string Title, Func<T, bool> Shown, Func<T, string> Text)> figures)
    {
        figures.RemoveAll(figure => !rows.Exists(row => figure.Shown(row)));
        var table = new TextTable([new Column(title, Right: false), .. figures.Select(figure => new Column(figure.Title))]);
        foreach (var row in rows)
            table.Add([new Cell(name(row), Ink.Strong), .. figures.Select(figure => (Cell)figure.Text(row))]);
        return table;
    }
}
