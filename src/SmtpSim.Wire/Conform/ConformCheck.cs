using System.Diagnostics;

namespace SmtpSim.Wire;

/// <summary>Checks a server: looks at it once, then runs case after case, each over a connection of its own.</summary>
public static class ConformCheck
{
    /// <summary>No case takes longer than so many time-outs.</summary>
    private const int TimeoutsOfACase = 6;

    private static readonly TimeSpan SecondChance = TimeSpan.FromMilliseconds(300);

    /// <summary>Runs cases.</summary>
    /// <param name="cases">As <see cref="ConformCatalogue"/> has them.</param>
    /// <param name="options">Which server, and how.</param>
    /// <param name="onResult">Is told of each result as it comes; null for nobody.</param>
    /// <param name="cancellation">Stops between cases and within them.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<ConformReport> RunAsync(
        IReadOnlyList<ConformCase> cases, ConformOptions options, Action<ConformResult>? onResult = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(options);
        var report = new ConformReport { Options = options };
        var (survey, look) = await SurveyAsync(options, cancellation).ConfigureAwait(false);
        if (survey is null)
        {
            var unreachable = look.Transcript.Count == 0 && look.Outcome == ConformOutcome.NotRun;
            return report with { Trouble = unreachable ? ConformTrouble.Unreachable : ConformTrouble.NotSmtp, TroubleText = look.Reason, TroubleTranscript = look.Transcript };
        }
        if (survey.LoginRefused is { } refusal)
            return report with { Trouble = ConformTrouble.LoginRefused, TroubleText = refusal, TroubleTranscript = look.Transcript };
        report = report with { Domain = ProbeLine.Printable(survey.Domain), Extensions = [.. survey.Extensions.Keys.Select(ProbeLine.Printable)] };

        var results = new ConformResult[cases.Count];
        string? gone = null;
        await Parallel.ForAsync(0, cases.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellation }, async (i, stop) =>
        {
            var one = cases[i];
            results[i] = Volatile.Read(ref gone) is { } why ? new ConformResult(one, ConformOutcome.NotRun, why, [], TimeSpan.Zero)
                : ReasonToSkip(one, options, survey) is { } reason ? new ConformResult(one, ConformOutcome.Skipped, reason, [], TimeSpan.Zero)
                : await RunAsync(one, options, survey, stop).ConfigureAwait(false);
            if (results[i].Outcome == ConformOutcome.NotRun)
                Volatile.Write(ref gone, results[i].Reason);
            lock (results)
                onResult?.Invoke(results[i]);
        }).ConfigureAwait(false);
        return gone is null ? report with { Results = results } : report with { Results = results, Trouble = ConformTrouble.Gone, TroubleText = gone };
    }

    private static async Task<(ServerSurvey? Survey, ConformResult Look)> SurveyAsync(ConformOptions options, CancellationToken cancellation)
    {
        ServerSurvey? survey = null;
        var look = new ConformCase
        {
            Id = "survey",
            Title = "survey",
            Level = ConformLevel.Must,
            Rule = "",
            Steps = async probe => survey = await ServerSurvey.TakeAsync(probe).ConfigureAwait(false),
        };
        var result = await RunAsync(look, options, new ServerSurvey(), cancellation).ConfigureAwait(false);
        return (survey, result);
    }

    /// <summary>A server that a case made restart, or that has many connections to clear away, has a second chance.</summary>
    private static async Task<ProbeConnection> OpenAsync(ConformOptions options, CancellationToken cancellation)
    {
        try
        {
            return await ProbeConnection.OpenAsync(options.Target, options.Timeout, cancellation).ConfigureAwait(false);
        }
        catch (ServerGoneException)
        {
            await Task.Delay(SecondChance, cancellation).ConfigureAwait(false);
            return await ProbeConnection.OpenAsync(options.Target, options.Timeout, cancellation).ConfigureAwait(false);
        }
    }

    private static string? ReasonToSkip(ConformCase one, ConformOptions options, ServerSurvey survey)
    {
        if (!one.Protocols.HasFlag(options.Lmtp ? ConformProtocols.Lmtp : ConformProtocols.Smtp))
            return options.Lmtp ? "not about LMTP" : "about LMTP alone";
        return one.Needs is { } keyword && !survey.Extensions.ContainsKey(keyword) ? $"{keyword} is not offered" : null;
    }

    private static async Task<ConformResult> RunAsync(ConformCase one, ConformOptions options, ServerSurvey survey, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeoutsOfACase * options.Timeout);
        Probe? probe = null;
        try
        {
            var connection = await OpenAsync(options, limit.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                probe = new Probe(options, survey, connection);
                if (options.Tls)
                    await probe.Handshake().ConfigureAwait(false);
                await one.Steps(probe).ConfigureAwait(false);
                return Result(ConformOutcome.Passed, null);
            }
        }
        catch (ConformFailureException failure)
        {
            return Result(ConformOutcome.Failed, failure.Message);
        }
        catch (ConformSkipException skip)
        {
            return Result(ConformOutcome.Skipped, skip.Message);
        }
        catch (ServerGoneException gone)
        {
            return Result(ConformOutcome.NotRun, gone.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Result(ConformOutcome.Failed, $"the case to end within {TimeoutsOfACase * options.Timeout.TotalSeconds:0.#} s");
        }

        ConformResult Result(ConformOutcome outcome, string? reason) => new(one, outcome, reason is null ? null : ProbeLine.Printable(reason), probe?.Transcript ?? [], watch.Elapsed);
    }
}
