using System.Globalization;
using SmtpSim.Results;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>The result of a run on one page of a terminal, legible at 80 columns, in colour only where a person looks.</summary>
internal sealed class SummaryPage(Screen screen)
{
    private static readonly (string Name, Func<Fates, long> Count)[] SadFates =
    [
        ("bounced", fates => fates.Bounced),
        ("expired", fates => fates.Expired),
        ("dropped", fates => fates.Dropped),
        ("queued", fates => fates.Queued),
    ];

    public void Write(RunSummary summary, RunRequest request, string path, string digest, IReadOnlyList<ExpectationResult>? expectations = null)
    {
        WriteHeader(summary, ScenarioText.Size(request.Scenario));
        WriteClients(summary);
        screen.Line();
        ServerTable(summary).Write(screen);
        if (summary.EndToEnd is { } endToEnd)
            EndToEndPage.Write(screen, endToEnd);
        WritePolicies(summary);
        WriteNotes(summary.Notes ?? []);
        var hint = TraceHint.Of(summary, request.Sets);
        new ExpectationPage(screen, request.File, request.ExpectLines, hint.Of).Write(expectations ?? []);
        screen.Line();
        screen.Line($" {screen.Paint(Ink.Dim, "results")}  {path}");
        if (request.Report)
            screen.Line($" {screen.Paint(Ink.Dim, "report ")}  {Path.Combine(path, RunPage.FileName)}");
        screen.Line($" {screen.Paint(Ink.Dim, "digest ")}  {digest}");
        if (request.HasSweep)
            screen.Line($" {screen.Paint(Ink.Dim, "more   ")}  {App.Name} sweep {request.File}: this was one run of a scenario that is to be swept");
        if (hint.Worst() is { } trace)
            screen.Line($" {screen.Paint(Ink.Dim, "see why")}  {TraceHint.Command(request.File, trace)}");
    }

    /// <summary>The clients' half of the page, and what was counted on the wire.</summary>
    public void WriteLoad(RunSummary summary, LoadRequest request, LoadOutcome outcome, string path)
    {
        var (options, counts) = (request.Options, outcome.Counts);
        WriteHeader(summary, $"→ {options.Target}{(options.Speed == 1 ? "" : $", {options.Speed:0.###} times as fast")}");
        WriteClients(summary);
        screen.Line();
        var delivered = summary.Total.Clients.Messages.Delivered;
        screen.Line($" {screen.Paint(Ink.Dim, "wire")}     {Quantity.Compact(delivered / outcome.WallS)} messages/s for {Quantity.Duration(outcome.WallS)}, "
            + $"{Quantity.Count(counts.Connections, "connection")}, {Quantity.Count(counts.PeakConnections)} at a time at most");
        if (counts.Secured + counts.Insecure > 0)
            screen.Line($"          {Quantity.Count(counts.Secured)} inside TLS{(counts.Insecure == 0 ? "" : $", {Quantity.Count(counts.Insecure)} lost for want of it")}");
        if (counts.Failed + counts.Garbled > 0)
            screen.Line($"          {Quantity.Count(counts.Failed)} failed{(outcome.Trouble is null ? "" : $" ({outcome.Trouble})")}, {Quantity.Count(counts.Garbled)} answered in no SMTP");
        screen.Line($" {screen.Paint(Ink.Dim, "results")}  {path}");
    }

    private void WriteClients(RunSummary summary)
    {
        ClientTable(summary).Write(screen);
        WriteWithheld(summary.Total.Clients.Withheld);
        WriteReplies(summary.Total.Clients.Replies);
        WriteSessions(summary.Total.Clients.Sessions);
    }

    private void WriteHeader(RunSummary summary, string size)
    {
        var facts = $"seed {summary.Seed.ToString(CultureInfo.InvariantCulture)}  {Quantity.Count(summary.Total.Clients.Messages.Submitted, "message")}";
        var fits = summary.Scenario.Length + facts.Length + size.Length + 5 <= screen.Width;
        screen.Line($" {screen.Paint(Ink.Strong, summary.Scenario)}  {facts}{(fits ? "  " + size : "")}");
        if (!fits)
            screen.Line(" " + size);
        if (!summary.Complete)
        {
            screen.Line(screen.Paint(Ink.Doubtful,
                $" interrupted at {Quantity.Duration(summary.LastEventS)} of {Quantity.Duration(summary.DurationS + summary.DrainS)}: partial figures"));
        }

        screen.Line();
    }

    private static TextTable ClientTable(RunSummary summary)
    {
        var all = summary.Total.Clients;
        var fates = SadFates.Where(fate => fate.Count(all.Messages) > 0).ToList();
        var table = new TextTable(
        [
            new Column("client", Right: false),
            new Column("sent"),
            new Column("delivered"),
            .. fates.Select(fate => new Column(fate.Name)),
            new Column("median"),
            new Column("p95"),
            new Column("attempts"),
        ]);
        foreach (var client in summary.Clients)
            AddRow(client, new Cell(client.Name, Ink.Strong));
        if (summary.Clients.Count > 1)
            AddRow(all, new Cell("all", Ink.Dim));
        return table;

        void AddRow(ClientSummary client, Cell name) => table.Add(
        [
            name,
            Quantity.Count(client.Messages.Submitted),
            new Cell(Quantity.Percent(client.DeliveredRatio), InkOf(client.DeliveredRatio)),
            .. fates.Select(fate => ShareOf(client.Messages, fate.Count(client.Messages))),
            Quantity.Duration(client.DeliveryDelayS.P50),
            Quantity.Duration(client.DeliveryDelayS.P95),
            Quantity.Factor(client.Amplification),
        ]);
    }

    private void WriteWithheld(WithheldSummary? withheld)
    {
        if (withheld is null)
            return;
        (string Name, long Count)[] reasons =
        [
            ("too old", withheld.Deadline),
            ("destination dead", withheld.DestinationDead),
            ("circuit open", withheld.CircuitOpen),
            ("throttled", withheld.Throttled),
            ("over the retry budget", withheld.RetryBudget),
        ];
        screen.Line();
        var title = screen.Paint(Ink.Dim, " withheld ");
        foreach (var (name, count) in reasons.Where(reason => reason.Count > 0))
        {
            screen.Line($"{title}{Quantity.Count(count)} {name}");
            title = new string(' ', " withheld ".Length);
        }
    }

    private void WriteReplies(SortedDictionary<int, long> replies)
    {
        if (replies.Count == 0)
            return;
        const string Title = " replies  ";
        var most = replies.Values.Max();
        var digits = Quantity.Count(most).Length;
        var columns = Math.Min(50, screen.Width - Title.Length - "250 ".Length - 2 - digits);
        screen.Line();
        var title = screen.Paint(Ink.Dim, Title);
        foreach (var (code, count) in replies)
        {
            var bar = Bar.Of(count / (double)most, columns);
            screen.Line(
                $"{title}{code} {screen.Paint(InkOf(code), bar)}{new string(' ', columns - bar.Length)}  {Quantity.Count(count).PadLeft(digits)}");
            title = new string(' ', Title.Length);
        }
    }

    private void WriteSessions(SessionSummary sessions)
    {
        (string Name, PhaseCounts Phases, Ink Ink)[] ends =
        [
            ("completed", sessions.Completed, Ink.Good),
            ("closed by 421", sessions.ServiceClosing, Ink.Doubtful),
            ("refused", sessions.Refused, Ink.Bad),
            ("connection lost", sessions.ConnectionLost, Ink.Bad),
            ("timed out", sessions.TimedOut, Ink.Bad),
        ];
        var total = ends.Sum(end => end.Phases.Total);
        if (total == 0)
            return;
        var table = new TextTable([new Column("sessions", Right: false), new Column("in phase", Right: false), new Column("number"), new Column("share")]);
        foreach (var (name, phases, ink) in ends)
        {
            foreach (var (phase, count) in Phases(phases).Where(phase => phase.Count > 0))
                table.Add(new Cell(name, ink), phase, Quantity.Count(count), Quantity.Percent(count / (double)total));
        }

        screen.Line();
        table.Write(screen);
    }

    private static TextTable ServerTable(RunSummary summary)
    {
        // Columns about something that did not happen would only hide what did.
        var all = summary.Total.Servers;
        List<(string Title, bool Shown, Func<ServerSummary, string> Text)> figures =
        [
            ("sessions", true, s => Quantity.Count(s.Sessions.Opened)),
            ("peak/host", true, s => Quantity.Count(s.PeakSessions.PerHost)),
            ("accepted", true, s => Quantity.Count(s.Messages.Accepted)),
            ("duplicates", all.Messages.Duplicates > 0, s => Quantity.Count(s.Messages.Duplicates)),
            ("421s", all.Replies.ContainsKey(421), s => Quantity.Count(s.Replies.GetValueOrDefault(421))),
            ("greylisted", all.Recipients.Greylisted > 0, s => Quantity.Count(s.Recipients.Greylisted)),
            ("busy", all.Workers is not null, s => Quantity.Percent(s.Workers?.Utilisation)),
            ("wait p95", all.Workers is not null, s => Quantity.Duration(s.Workers?.WaitS.P95)),
        ];
        figures.RemoveAll(figure => !figure.Shown);
        var table = new TextTable([new Column("server", Right: false), .. figures.Select(figure => new Column(figure.Title))]);
        foreach (var server in summary.Servers)
            table.Add([new Cell(server.Name, Ink.Strong), .. figures.Select(figure => (Cell)figure.Text(server))]);
        return table;
    }

    /// <summary>What policies did, where they did something.</summary>
    private void WritePolicies(RunSummary summary)
    {
        if (summary.Total.Servers.Policies is null)
            return;
        var table = new TextTable([new Column("policy", Right: false), .. summary.Servers.Select(server => new Column(server.Name))]);
        foreach (var policy in summary.Total.Servers.Policies.Keys)
            table.Add([policy.Replace('_', ' '), .. summary.Servers.Select(server => (Cell)Quantity.Count(server.Policies?.GetValueOrDefault(policy) ?? 0))]);
        screen.Line();
        table.Write(screen);
    }

    /// <summary>What the figures above do not show by themselves.</summary>
    private void WriteNotes(IReadOnlyList<string> notes)
    {
        const string Title = " note     ";
        if (notes.Count > 0)
            screen.Line();
        foreach (var note in notes)
        {
            var title = screen.Paint(Ink.Doubtful, Title);
            foreach (var line in WordWrap.Lines(note, screen.Width - Title.Length))
            {
                screen.Line(title + line);
                title = new string(' ', Title.Length);
            }
        }
    }

    private static (string Name, long Count)[] Phases(PhaseCounts counts) =>
    [
        ("connection establishment", counts.ConnectionEstablishment),
        ("mail transfer", counts.MailTransfer),
        ("connection termination", counts.ConnectionTermination),
    ];

    private static Cell ShareOf(Fates messages, long count) =>
        new(Quantity.Percent(messages.Submitted == 0 ? null : count / (double)messages.Submitted), count == 0 ? Ink.Dim : Ink.Plain);

    private static Ink InkOf(double? share) => share switch
    {
        null => Ink.Dim,
        >= 0.95 => Ink.Good,
        >= 0.5 => Ink.Doubtful,
        _ => Ink.Bad,
    };

    private static Ink InkOf(int code) => (code / 100) switch
    {
        4 => Ink.Doubtful,
        5 => Ink.Bad,
        _ => Ink.Good,
    };
}
