namespace SmtpSim.Peers.Tests;

/// <summary>
/// Real mail software that may or may not be on this machine. Where it is missing a test is skipped; with SMTPSIM_REQUIRE_PEERS=1, as in
/// CI, it fails.
/// </summary>
internal static class Peer
{
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/usr/lib/postfix/sbin"];

    public static bool IsRequired => Environment.GetEnvironmentVariable("SMTPSIM_REQUIRE_PEERS") == "1";

    /// <summary>The path of a program, from the variable <paramref name="variable"/> or the usual folders.</summary>
    public static string Program(string name, string? variable = null)
    {
        string?[] places = [variable is null ? null : Environment.GetEnvironmentVariable(variable), .. Folders.Select(folder => Path.Combine(folder, name))];
        var found = places.FirstOrDefault(File.Exists);
        Need(found is not null, $"{name} is not on this machine");
        return found!;
    }

    /// <summary>Postfix and Exim change their user, so they must be started by root.</summary>
    public static void NeedRoot() => Need(Environment.IsPrivilegedProcess, "only root can start this mail server");

    public static void Need(bool condition, string what)
    {
        if (IsRequired)
            Assert.True(condition, what);
        else
            Assert.SkipUnless(condition, what);
    }
}
