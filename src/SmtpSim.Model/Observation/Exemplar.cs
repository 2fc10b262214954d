using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>A message that is worth a look: among the slowest of its client group, or the first that came to a bad end.</summary>
/// <param name="Host">The client's host number.</param>
/// <param name="Number">Among the messages of its client, from 1.</param>
public readonly record struct Exemplar(MessageFate Fate, int Host, long Number, SimTime Submitted, SimTime Settled, int Attempts);
