namespace SmtpSim.Model;

/// <summary>The tables of records that a run can keep.</summary>
[Flags]
public enum RecordTables : byte
{
    None = 0,
    Messages = 1,
    Attempts = 2,
    Sessions = 4,
}

/// <summary>Which records a run keeps.</summary>
/// <param name="Tables">Of what.</param>
/// <param name="Share">
/// The share of messages whose records are kept, 0 to 1. A message is kept or not by a hash of its identity with the seed: with it come its attempts and the
/// sessions they were made in, and over relays it is kept at every hop or at none.
/// </param>
public sealed record RecordSelection(RecordTables Tables, double Share = 1);
