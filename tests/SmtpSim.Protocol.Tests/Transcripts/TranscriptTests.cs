namespace SmtpSim.Protocol.Tests;

/// <summary>Golden dialogues. Each is fed by line, whole and by octet, which must make no difference.</summary>
public sealed class TranscriptTests
{
    private static string Folder(string side) => GoldenFile.PathOf("tests", "SmtpSim.Protocol.Tests", "Transcripts", side);

    public static TheoryData<string> ServerTranscripts => FilesOf("server");

    public static TheoryData<string> ClientTranscripts => FilesOf("client");

    [Theory]
    [MemberData(nameof(ServerTranscripts))]
    public void Server_Transcript_IsPlayedAlikeByLineWholeAndByOctet(string name)
    {
        var path = Path.Combine(Folder("server"), name + ".txt");
        var transcript = ServerScript.Play(Read(path));
        GoldenFile.AssertSame(path, transcript);

        var whole = ServerScript.PlayInPieces(transcript, int.MaxValue);
        Assert.Equal(whole, ServerScript.PlayInPieces(transcript, 1));
        Assert.Equal(whole, ServerScript.PlayInPieces(transcript, 7));
        Assert.Equal(LinesWith(transcript, "S: "), whole.Replies.Split("\r\n")[..^1]);
    }

    [Theory]
    [MemberData(nameof(ClientTranscripts))]
    public void Client_Transcript_IsPlayedAlikeByLineWholeAndByOctet(string name)
    {
        var path = Path.Combine(Folder("client"), name + ".txt");
        var transcript = ClientScript.Play(Read(path));
        GoldenFile.AssertSame(path, transcript);

        var whole = ClientScript.PlayInPieces(transcript, int.MaxValue);
        Assert.Equal(whole, ClientScript.PlayInPieces(transcript, 1));
        Assert.Equal(whole, ClientScript.PlayInPieces(transcript, 7));
        Assert.Equal(LinesWith(transcript, "C: ").Sum(line => Octets.OfLine(line).Length), whole.Commands.Length);
    }

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private static IEnumerable<string> LinesWith(string transcript, string mark) =>
        transcript.Split('\n').Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..]);

    private static TheoryData<string> FilesOf(string side) =>
        [.. Directory.GetFiles(Folder(side), "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];
}
