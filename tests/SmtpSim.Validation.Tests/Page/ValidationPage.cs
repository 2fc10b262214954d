using System.Globalization;
using System.Text;
using SmtpSim.Kernel;

namespace SmtpSim.Validation.Tests;

/// <summary>The page <c>docs/validation.md</c>: made from the experiments alone.</summary>
internal static class ValidationPage
{
    private const string Head = """
        # Validation

        What the simulator is held to, and what it shows: exact facts, queueing theory, and published experiments. This page is made by

            dotnet run -c Release --project tests/SmtpSim.Validation.Tests -- --page docs/validation.md

        and every row is also a test of `dotnet test`, which checks that this is the page the program makes.

        - **Expected** comes from the source named, never from a run. ± is the expectation's own uncertainty, where it was measured too.
        - **Observed** is the mean over independent replications, or what was seen in every one of them.
        - **Interval** is Student's 99 % confidence interval over the replications; a dash means that chance has no part. A row **holds** when the
          expectation lies inside, and half the interval is under 2 % of the expectation.
        - Of so many intervals of 99 % a few miss by chance: an expectation outside its interval is marked *outside*, unless it lies outside the wider
          interval too that is the row's share of 99 % for all rows together (Bonferroni's inequality): then the row **misses**. The page fails when a
          row misses, or when more rows are outside than chance puts there in ninety-nine pages of a hundred. The seeds are fixed.
        - M/M/1's asymptotic variance (avar_L) is what the average number at the server over a time varies by, times that time, as the time grows. What a
          finite time lacks of it is made up by what its ends hold, n (n + 1) / (2 (mu - lambda)) for n messages (Poisson's equation), and the mean and
          the mean square of the number, whose exact values are known, are control variates (Lavenberg and Welch, Management Science 27, 1981).
          Without them half the interval would be 8 %, and fifteen times as long runs, seven minutes of a core, would be needed for 2 %.
        - Runs begin empty and are so long that this shows in no figure. `smtpsim run FILE` repeats a run of an experiment, with `--set replication=1`
          the next, and so on.


        """;

    private const string RealSoftware = """
        ## Real software

        `tests/SmtpSim.Peers.Tests/Clients/PostfixScheduleTests.cs` runs a real Postfix (minimal_backoff_time 4 s, maximal_backoff_time 10 s,
        queue_run_delay 2 s) against the greylist of `listen` (25 s), and simulates the same parameters. Of each of six messages it asserts:

        - as many attempts as the simulated message has, one more or one less, for the phase of the queue runs is chance on both sides;
        - each attempt at the age that the simulated one has, within a queue run and 2.5 s: what a log in whole seconds, a scan that takes what is
          due within a second, and a busy machine add;
        - each wait from clamp(age, 4 s, 10 s) to a queue run more, 2.5 s less or more.

        CI installs Postfix and requires the test (`SMTPSIM_REQUIRE_PEERS=1`); where Postfix is not installed it is skipped. What Postfix logs differs
        from run to run, so no figure of it stands here.


        """;

    /// <summary>Writes the page.</summary>
    /// <returns>The exit code: 0 when every row holds.</returns>
    public static int WriteTo(string file)
    {
        File.WriteAllText(file, Text());
        var rows = AllExperiments.List.SelectMany(Laboratory.RowsOf).ToArray();
        foreach (var row in rows.Where(row => row.Verdict != Verdict.Holds))
            Console.Error.WriteLine(row);
        var outside = rows.Count(row => row.Verdict == Verdict.Outside);
        Console.WriteLine($"{file}: {rows.Length} rows, {rows.Count(row => row.Verdict == Verdict.Holds)} hold, {outside} outside");
        return rows.All(Passes) && outside <= Family.MostOutside ? 0 : 1;
    }

    /// <summary>Prints the rows of experiments.</summary>
    /// <returns>The exit code: 0 when there are any and all of them hold.</returns>
    public static int Print(string part)
    {
        var rows = AllExperiments.List.Where(experiment => experiment.Name.Contains(part, StringComparison.Ordinal))
            .SelectMany(experiment => Laboratory.RowsOf(experiment).Select(row => (experiment.Name, Row: row))).ToArray();
        foreach (var (name, row) in rows)
            Console.WriteLine($"{name}: {row}");
        return rows.Length > 0 && Array.TrueForAll(rows, item => Passes(item.Row)) ? 0 : 1;
    }

    public static string Text()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        Summarise(text);
        foreach (var section in AllExperiments.List.GroupBy(experiment => experiment.Section))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {section.Key}\n\n");
            foreach (var experiments in section.GroupBy(experiment => experiment.Title))
                Write(text, [.. experiments]);
        }
        text.Append(RealSoftware.ReplaceLineEndings("\n"));
        text.Append("## Sources\n\n");
        foreach (var (name, meaning) in Sources.List)
            text.Append(CultureInfo.InvariantCulture, $"- **{name}**: {meaning}\n");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Prints the parts of the page that experiments stand in, without the rest of it.</summary>
    /// <returns>The exit code: 0 when there are any.</returns>
    public static int PrintPart(string part)
    {
        var text = new StringBuilder();
        foreach (var experiments in AllExperiments.List.Where(experiment => experiment.Name.Contains(part, StringComparison.Ordinal)).GroupBy(experiment => experiment.Title))
            Write(text, [.. experiments]);
        Console.Write(text);
        return text.Length > 0 ? 0 : 1;
    }

    private static void Summarise(StringBuilder text)
    {
        text.Append("| section | rows | hold | outside |\n|---|---|---|---|\n");
        foreach (var section in AllExperiments.List.GroupBy(experiment => experiment.Section))
        {
            var rows = section.SelectMany(Laboratory.RowsOf).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"| {section.Key} | {rows.Length} | {rows.Count(row => row.Verdict == Verdict.Holds)} | {rows.Count(row => row.Verdict == Verdict.Outside)} |\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"\nChance has a part in {Family.Rows} rows: {Family.Rows * (1 - MeanClaim.Confidence):0.#} outside are to be expected, and up to {Family.MostOutside} are let pass.\n\n");
    }

    private static void Write(StringBuilder text, Experiment[] experiments)
    {
        var first = experiments[0];
        var hasCases = experiments.Length > 1;
        text.Append(CultureInfo.InvariantCulture, $"### {first.Title}\n\n{first.Measured}\n\n");
        foreach (var experiment in experiments)
            Describe(text, experiment, hasCases);
        text.Append('\n').Append(hasCases ? "| case " : "").Append("| quantity | expected | observed | 99 % interval | verdict | source |\n")
            .Append(hasCases ? "|---" : "").Append("|---|---|---|---|---|---|\n");
        foreach (var experiment in experiments)
            foreach (var row in Laboratory.RowsOf(experiment))
            {
                if (hasCases)
                    text.Append(CultureInfo.InvariantCulture, $"| {experiment.Case} ");
                text.Append(CultureInfo.InvariantCulture, $"| {row.Quantity} | {row.Expected} | {row.Observed} | {row.Interval} | {Word(row)} | {row.Source} |\n");
            }
        text.Append('\n');
    }

    private static void Describe(StringBuilder text, Experiment experiment, bool isCase)
    {
        var scenario = Laboratory.Load(experiment);
        text.Append(isCase ? $"- {experiment.Case}: " : "");
        text.Append(CultureInfo.InvariantCulture, $"[`{experiment.Scenario}.yaml`](../scenarios/validation/{experiment.Scenario}.yaml)");
        if (experiment.Sets.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $" with {string.Join(' ', experiment.Sets.Select(set => $"`--set '{set}'`"))}");
        text.Append(CultureInfo.InvariantCulture, $": {Runs(experiment.Replications)} {Time(scenario.Duration)}, seed {scenario.Seed}\n");
    }

    private static string Runs(int replications) => replications == 1 ? "one run of" : $"{replications} replications of";

    private static string Time(SimDuration duration) => duration.TotalSeconds >= 20_000
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds / 3600:0.#} h")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.##} s");

    private static bool Passes(Row row) => row.Verdict is Verdict.Holds or Verdict.Outside;

    private static string Word(Row row) => row.Verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.Outside => "*outside*",
        Verdict.Misses => "**misses**",
        _ => "**interval too wide**",
    };
}
