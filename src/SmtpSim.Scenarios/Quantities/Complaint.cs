namespace SmtpSim.Scenarios;

/// <summary>What is wrong with a value, as the end of a sentence that begins with the value, and what to write instead.</summary>
internal sealed record Complaint(string Message, string? Remedy = null);
