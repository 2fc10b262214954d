using System.Text;

namespace SmtpSim.Wire;

/// <summary>
/// One connection to the server under test. Two primitives are exact to the octet, sending octets and reading a reply; the rest is made
/// of them. It does what a case tells it, right or wrong, and has no opinion on what a client may say. Its methods are the words of the
/// cases, which read as scripts, so they go without the suffix Async.
/// </summary>
internal sealed partial class Probe(ConformOptions options, ServerSurvey survey, ProbeConnection connection)
{
    private readonly List<ProbeLine> _transcript = [];

    /// <summary>The user and password as PLAIN has them: reports are kept and shown, so no transcript has it.</summary>
    private readonly string? _secret = options.Credentials is { } login ? PlainOf(login) : null;

    public IReadOnlyList<ProbeLine> Transcript => _transcript;

    public ConformOptions Options => options;

    /// <summary>What was found out about the server before the first case.</summary>
    public ServerSurvey Survey => survey;

    public ProbeConnection Connection => connection;

    /// <summary>What was wrong with the form of any reply so far.</summary>
    public ReplyFlaws Flaws { get; private set; }

    /// <summary>The end of the connection was seen.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Sends octets, one for each character: nothing is added.</summary>
    public Task SendRaw(string octets) => SendRaw(Encoding.Latin1.GetBytes(octets));

    public Task SendRaw(ReadOnlyMemory<byte> octets)
    {
        _transcript.AddRange(ProbeLine.Of(fromClient: true, octets.Span).Select(line => _secret is null ? line : line with { Text = line.Text.Replace(_secret, "(credentials)", StringComparison.Ordinal) }));
        return connection.SendAsync(octets);
    }

    /// <summary>Sends a line with its CRLF.</summary>
    public Task Send(string line) => SendRaw(line + "\r\n");

    /// <summary>Reads a reply that has to be one of these.</summary>
    /// <param name="accepted">As <see cref="ReplyCodes"/> has them.</param>
    /// <param name="mayDefer">Greylisting and the like say nothing for or against a server: 450 and 451 then skip the case. 421 is about the
    /// session and 452 about how much a server takes; they do not.</param>
    public async Task<ProbeReply> Reply(string accepted = "xxx", bool mayDefer = false)
    {
        var before = _transcript.Count;
        var reply = await Read();
        if (ReplyCodes.Accept(accepted, reply))
            return reply;
        if (mayDefer && reply.Code is 450 or 451)
            Skip(Deferral(reply));
        Fail(ReplyCodes.InWords(accepted), before);
        return reply;
    }

    /// <summary>Sends a line and reads its reply.</summary>
    public async Task<ProbeReply> Ask(string line, string accepted = "xxx")
    {
        await Send(line);
        return await Reply(accepted);
    }

    /// <summary>Waits for the server to close the connection.</summary>
    public async Task Closes()
    {
        var before = _transcript.Count;
        if (!(await Read()).IsClosed)
            Fail("the server to close the connection", before);
    }

    /// <summary>Fails unless something holds of the last line.</summary>
    public void Check(bool holds, string expected)
    {
        if (!holds)
            Fail(expected, _transcript.Count - 1);
    }

    public static void Skip(string reason) => throw new ConformSkipException(reason);

    /// <summary>Says something in the transcript.</summary>
    public void Note(string text) => _transcript.Add(new ProbeLine(FromClient: null, text));

    private void Fail(string expected, int offending)
    {
        for (var i = Math.Max(0, offending); i < _transcript.Count; i++)
            _transcript[i] = _transcript[i] with { IsOffending = true };
        throw new ConformFailureException(expected);
    }

    private async Task<ProbeReply> Read()
    {
        var lines = new List<string>();
        var flaws = ReplyFlaws.None;
        var code = 0;
        while (true)
        {
            var line = await connection.ReadLineAsync();
            if (line is null)
            {
                IsClosed = true;
                Note("the server closed the connection");
                return ProbeReply.Closed;
            }
            _transcript.AddRange(ProbeLine.Of(fromClient: false, line));
            if (ReplyLineReader.Read(line) is not { } read)
            {
                Fail("a reply: three digits, then a space or a hyphen", _transcript.Count - 1);
                return ProbeReply.Closed;
            }
            flaws |= read.Flaws | (lines.Count > 0 && read.Code != code ? ReplyFlaws.CodesDiffer : 0);
            code = read.Code;
            lines.Add(read.Text);
            if (read.IsLast)
                break;
            if (lines.Count == ReplyLineReader.MostLines)
                Fail($"a reply of no more than {ReplyLineReader.MostLines} lines", _transcript.Count - 1);
        }
        Flaws |= flaws;
        return new ProbeReply(code, lines, flaws);
    }
}
