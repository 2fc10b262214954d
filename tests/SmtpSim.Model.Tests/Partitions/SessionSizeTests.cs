using System.Runtime.CompilerServices;

namespace SmtpSim.Model.Tests;

/// <summary>What a session costs: whole cache lines, so that none is fetched for two sessions, and no more than it did.</summary>
public sealed class SessionSizeTests
{
    [Fact]
    public void ClientSession_IsTwoCacheLines() => Assert.Equal(2 * SlotLines.Bytes, Unsafe.SizeOf<ClientSession>());

    [Fact]
    public void ServerSession_IsOneCacheLine() => Assert.Equal(SlotLines.Bytes, Unsafe.SizeOf<ServerSession>());
}
