namespace SmtpSim.Cli;

/// <summary>What the program's exit says to a script. Numbers from 64 on are those of BSD's sysexits.h.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A server does not meet a must of an RFC.</summary>
    public const int NotConforming = 1;

    /// <summary>An expectation of the scenario was not met.</summary>
    public const int ExpectationFailed = 3;

    /// <summary>Results are not the same.</summary>
    public const int Different = 4;

    /// <summary>The command line is wrong, or names an output folder that holds something.</summary>
    public const int Usage = 64;

    /// <summary>A scenario is not valid.</summary>
    public const int InvalidScenario = 65;

    /// <summary>A scenario can't be read, or there is nothing to trace of what was asked for.</summary>
    public const int NoInput = 66;

    /// <summary>A server can't be reached.</summary>
    public const int Unavailable = 69;

    /// <summary>A fault of the program itself.</summary>
    public const int Internal = 70;

    /// <summary>Output can't be created where it was asked for.</summary>
    public const int CannotCreate = 73;

    /// <summary>Writing output failed half-way, as on a full disk.</summary>
    public const int OutputFailed = 74;

    /// <summary>A server refused mail for now, or broke the session off: trying again may help.</summary>
    public const int TemporaryFailure = 75;

    /// <summary>What a server said was not SMTP.</summary>
    public const int Protocol = 76;

    /// <summary>A server refused mail for good.</summary>
    public const int Refused = 77;

    /// <summary>Interrupted by Ctrl-C or SIGTERM; partial results are kept.</summary>
    public const int Interrupted = 130;
}
