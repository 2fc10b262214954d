using System.Globalization;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>How often each step of a session fails, of the times it was come to.</summary>
internal static class FailureFit
{
    private static readonly SessionStep[] Steps =
        [SessionStep.Connect, SessionStep.Greeting, SessionStep.Hello, SessionStep.Mail, SessionStep.Rcpt, SessionStep.Data, SessionStep.Body];

    public static IReadOnlyList<(LoggedFailure Failure, CalibratedFailure Report)> Of(IReadOnlyList<LoggedAttempt> attempts)
    {
        var found = new List<(LoggedFailure, CalibratedFailure)>();
        var alive = attempts.Where(attempt => !attempt.Outcomes.Exists(outcome => outcome is { At: SessionStep.Connect, Kind: FaultKind.Reply })).ToList();
        foreach (var step in Steps)
        {
            // A recipient has a reply of its own; everything else befalls all of them.
            var passes = step == SessionStep.Rcpt ? alive.SelectMany(attempt => attempt.Outcomes).ToList() : [.. alive.Select(attempt => attempt.Outcomes.Find(outcome => outcome?.At == step))];
            foreach (var group in passes.Where(outcome => outcome?.At == step).GroupBy(outcome => (outcome!.Kind, outcome.Code, outcome.Status)).OrderByDescending(group => group.Count()))
                found.Add((group.First()!, Report(group.First()!, group.Count(), passes.Count)));
            alive.RemoveAll(attempt => attempt.Outcomes.TrueForAll(outcome => outcome?.At == step));
        }

        return found;
    }

    private static CalibratedFailure Report(LoggedFailure failure, int count, int of)
    {
        var what = failure.Kind != FaultKind.Reply ? failure.Kind.ToString().ToLowerInvariant()
            : string.Create(CultureInfo.InvariantCulture, $"{failure.Code} {failure.Status}").TrimEnd();
        return new CalibratedFailure(failure.At.ToString().ToLowerInvariant(), what, count, of, Wilson(count, of));
    }

    /// <summary>Wilson's interval of a share (1927), which holds for small ones too.</summary>
    public static Estimate Wilson(int count, int of)
    {
        const double Z = 1.959964;
        var (share, n) = ((double)count / of, (double)of);
        var centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        var half = Z / (1 + Z * Z / n) * Math.Sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return new Estimate(share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
