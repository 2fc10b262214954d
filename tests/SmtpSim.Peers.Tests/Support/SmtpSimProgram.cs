namespace SmtpSim.Peers.Tests;

/// <summary>The program itself, as a user starts it.</summary>
internal static class SmtpSimProgram
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "smtpsim.dll");

    public static PeerProcess Start(params string[] arguments) => PeerProcess.Start("dotnet", ["exec", Assembly, .. arguments]);

    public static (int Code, string Text) Run(params string[] arguments) => PeerProcess.Run("dotnet", ["exec", Assembly, .. arguments]);
}
