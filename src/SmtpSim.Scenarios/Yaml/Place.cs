namespace SmtpSim.Scenarios;

/// <summary>Where a node of the document stands. A value from the command line has line 0 and the option as its file.</summary>
internal readonly record struct Place(string File, int Line, int Column);
