namespace SmtpSim.Results;

/// <summary>A figure that somebody published, or that follows from what was published.</summary>
/// <param name="Cell">The cell of the sweep that it is of: <c>clients=10 back-off=full</c>.</param>
/// <param name="Quantity">What it is called there.</param>
/// <param name="Metric">The metric that stands for it.</param>
/// <param name="Value">In the metric's base unit: seconds, a share from 0 to 1.</param>
/// <param name="Within">What it may itself be off by, in the same unit: its published half-width, or what was rounded away.</param>
public sealed record PublishedFigure(string Cell, string Quantity, string Metric, double Value, double Within);
