namespace SmtpSim.Wire;

#pragma warning disable CA1032, RCS1194 // Each is thrown in one place, and caught in one.

/// <summary>The server did not do what the case requires.</summary>
/// <param name="expected">What was expected.</param>
internal sealed class ConformFailureException(string expected) : Exception(expected);

/// <summary>The case says nothing about this server.</summary>
/// <param name="reason">Why.</param>
internal sealed class ConformSkipException(string reason) : Exception(reason);

/// <summary>There is no connection to be had.</summary>
internal sealed class ServerGoneException(string message) : Exception(message);
#pragma warning restore CA1032, RCS1194
