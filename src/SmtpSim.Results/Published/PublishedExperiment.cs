namespace SmtpSim.Results;

/// <summary>An experiment that somebody published, as a sweep and the figures that it is held to.</summary>
/// <param name="Name">As the command line names it.</param>
/// <param name="Title">What it shows, in half a line.</param>
/// <param name="Source">Where it was published, and where the figures are from.</param>
/// <param name="IsChance">Whether chance has a part in its figures; else one run of each cell says all.</param>
/// <param name="Figures">In the order they are shown.</param>
public sealed record PublishedExperiment(string Name, string Title, string Source, bool IsChance, IReadOnlyList<PublishedFigure> Figures);
