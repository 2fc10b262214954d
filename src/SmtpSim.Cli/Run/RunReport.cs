using SmtpSim.Results;

namespace SmtpSim.Cli;

/// <summary>What <c>run --json</c> prints: where the results are, and the two JSON files of that folder.</summary>
public sealed record RunReport(string Results, Manifest Manifest, RunSummary Summary);
