using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>
/// All clients of a group are down during [<paramref name="Start"/>, <paramref name="Start"/> + <paramref name="Length"/>): their sessions break,
/// nothing is sent, and what is submitted or due meanwhile waits until they are up again. Crashes of one group do not overlap.
/// </summary>
/// <param name="Start">When.</param>
/// <param name="Length">For how long.</param>
/// <param name="LosesQueue">Whether the mail queued at the crash is lost; otherwise it is on disk.</param>
public sealed record ClientCrashSpec(SimDuration Start, SimDuration Length, bool LosesQueue);
