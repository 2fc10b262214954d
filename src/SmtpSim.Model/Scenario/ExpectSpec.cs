namespace SmtpSim.Model;

/// <summary>What the author of a scenario expects of its results.</summary>
/// <param name="That">A comparison of metrics as text, such as <c>delay.p95 &lt;= 15m</c>; the loader has checked it.</param>
/// <param name="Where">Which cells of a sweep it is about, such as <c>load=0.9</c>; null for all.</param>
/// <param name="Confidence">With which confidence it has to hold over replications; 0 where means alone decide.</param>
public sealed record ExpectSpec(string That, string? Where = null, double Confidence = 0);
