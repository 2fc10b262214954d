using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>What a results folder that can't be written means for the exit code.</summary>
internal static class ResultsExit
{
    public static int CodeOf(ResultsFailure failure) => failure switch
    {
        ResultsFailure.Exists => ExitCode.Usage,
        ResultsFailure.Damaged => ExitCode.NoInput,
        ResultsFailure.CannotCreate => ExitCode.CannotCreate,
        _ => ExitCode.OutputFailed,
    };
}
