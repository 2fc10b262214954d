namespace SmtpSim.Protocol.Tests;

/// <summary>Takes octets as a peer may send them and throws if the code under test breaks a promise.</summary>
public delegate void FuzzTarget(ReadOnlySpan<byte> octets);

/// <summary>A target for every parser, by name, for whatever drives them: the suite for a moment, a fuzzer for a night.</summary>
public static class FuzzTargets
{
    public static IReadOnlyDictionary<string, FuzzTarget> All { get; } = new SortedDictionary<string, FuzzTarget>(StringComparer.Ordinal)
    {
        ["announcement"] = AnnouncementFuzz.Run,
        ["auth-client"] = AuthClientFuzz.Run,
        ["auth-server"] = AuthServerFuzz.Run,
        ["chunk-argument"] = ChunkArgumentFuzz.Run,
        ["client"] = ClientFuzz.Run,
        ["command"] = CommandFuzz.Run,
        ["mail-argument"] = MailArgumentFuzz.Run,
        ["mail-path"] = MailPathFuzz.Run,
        ["rcpt-argument"] = RcptArgumentFuzz.Run,
        ["reply"] = ReplyFuzz.Run,
        ["server"] = ServerFuzz.Run,
        ["stuffer"] = StufferFuzz.Run,
        ["unstuffer"] = UnstufferFuzz.Run,
        ["xtext"] = XtextFuzz.Run,
    };
}
