namespace SmtpSim.Wire;

/// <summary>
/// Settings of the run-time's socket engine, which it reads when the first socket is made. Work on a connection is done where its event
/// is seen, without a hop to another thread: that is most of the throughput of short commands.
/// </summary>
public static class SocketEngine
{
    /// <summary>Sets what the user has not set. Without effect once a socket was made.</summary>
    public static void Tune()
    {
        Set("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        Set("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");
    }

    private static void Set(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is null)
            Environment.SetEnvironmentVariable(name, value);
    }
}
