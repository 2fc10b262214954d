namespace SmtpSim.Cli;

/// <summary>Where a command writes: its result to <paramref name="Output"/>, progress and complaints to <paramref name="Error"/>.</summary>
public sealed record Terminal(Screen Output, Screen Error);
