namespace SmtpSim.Results;

/// <summary>What is kept of one run of a sweep: a line of its journal.</summary>
/// <param name="Cell">Number of the cell, from 0.</param>
/// <param name="Replication">Number of the replication, from 0.</param>
/// <param name="Digest">Of the run.</param>
/// <param name="Events">Of the run.</param>
/// <param name="Values">By metric, in the sweep's order; null where there is none.</param>
public sealed record SweepRecord(int Cell, int Replication, string Digest, long Events, IReadOnlyList<double?> Values);
