using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>What <see cref="FleetDialogue.Read"/> found.</summary>
internal enum FleetRead : byte
{
    /// <summary>No whole reply.</summary>
    NeedMore,

    /// <summary>A reply for the fleet.</summary>
    Reply,

    /// <summary>What came is not SMTP.</summary>
    Garbage,

    /// <summary>A challenge that takes long to answer: see <see cref="FleetDialogue.Missing"/>.</summary>
    Challenge,
}

/// <summary>
/// One session of a live fleet in octets: commands in, octets out; octets in, replies out. The commands of a pipelined group (RFC 2920) come
/// from the fleet one right after the other, so that they go out together, and their replies go to it in turn.
/// </summary>
internal sealed partial class FleetDialogue(FleetAddresses addresses, FleetText texts, FleetIdentity identity)
{
    private bool _mayPipeline;
    private AuthMechanisms _mechanism;
    private TlsUse _tls;
    private bool _insideTls;
    private FleetLogin? _login;
    private ReplyParser _replies;
    private int _line;
    private bool _awaitsEhlo;

    private OpenReplies _open;

    /// <summary>What is to be said when the text that is on its way has gone.</summary>
    private readonly Queue<FleetCommand> _deferred = new();

    /// <summary>What is to be sent.</summary>
    public OctetBuffer Output { get; } = new();

    /// <summary>What the server announced in its last answer to EHLO; AUTH only if the client's mechanism is offered and may be used.</summary>
    public ServiceExtensions Offered { get; private set; }

    /// <summary>What it announced with LIMITS.</summary>
    public ServerLimits Limits { get; private set; }

    /// <summary>What the client can't do without and was not offered: STARTTLS or AUTH. The session sends no mail then.</summary>
    public ServiceExtensions Lacks { get; private set; }

    /// <summary>Keys that the challenge read last needs.</summary>
    public ScramDerivation? Missing { get; private set; }

    private byte[] _challenge = [];
    private Reply _challenged;

    /// <summary>Begins a session on another connection.</summary>
    /// <param name="group">The client's group.</param>
    /// <param name="mayPipeline">Whether PIPELINING counts where it is offered.</param>
    public void Reset(ClientGroup group, bool mayPipeline)
    {
        (_mayPipeline, _mechanism, _tls, Lacks) = (mayPipeline, group.Auth, group.Tls, ServiceExtensions.None);
        (_insideTls, _login) = (false, null);
        Output.Clear();
        _replies = default;
        (Offered, Limits) = (ServiceExtensions.None, default);
        (_line, _awaitsEhlo, _open) = (0, false, default);
        _deferred.Clear();
        (_textLeft, _inText) = (0, false);
    }

    /// <summary>TLS stands: what the server said before is forgotten (RFC 3207 section 4.2).</summary>
    public void Secured()
    {
        (_insideTls, _replies, _line) = (true, default, 0);
        (Offered, Limits) = (ServiceExtensions.None, default);
    }

    /// <summary>The fleet sends a command, or the text.</summary>
    public void Send(in FleetCommand command)
    {
        // A server may answer a chunk before it has read it to its end.
        if (_inText)
            _deferred.Enqueue(command);
        else
            Write(command);
    }

    /// <summary>Reads a reply from the front of the input.</summary>
    /// <param name="input">What came and was not consumed.</param>
    /// <param name="consumed">Octets to drop, in any case.</param>
    /// <param name="reply">A reply that the fleet awaits.</param>
    public FleetRead Read(ReadOnlySpan<byte> input, out int consumed, out Reply reply)
    {
        consumed = 0;
        reply = Reply.None;
        while (true)
        {
            var found = _replies.TryRead(input[consumed..], out var line, out var length);
            if (found == ReplyParse.NeedMore)
                return FleetRead.NeedMore;
            if (found >= ReplyParse.BadSyntax)
                return FleetRead.Garbage;
            var text = line.TextOf(input[consumed..]);
            if (_awaitsEhlo && _line > 0 && line.Reply.IsPositiveCompletion)
                Note(text);
            consumed += length;
            _line++;
            if (found == ReplyParse.Line)
                continue;
            if (_awaitsEhlo)
                Lacks = LacksNow();
            (_line, _awaitsEhlo) = (0, false);
            reply = line.Reply;
            if (_open.Take(ref reply) is Awaited.LoneDot)
            {
                Output.Write(".\r\n"u8);
                continue;
            }

            if (_login is null)
                return FleetRead.Reply;
            if (_login.Missing(reply, text) is { } missing)
            {
                (Missing, _challenge, _challenged) = (missing, text.ToArray(), reply);
                return FleetRead.Challenge;
            }

            return TakeLogin(ref reply, text) ? FleetRead.Reply : FleetRead.Garbage;
        }
    }

    /// <summary>The keys of <see cref="Missing"/> are in the keyring: takes the challenge that waited for them.</summary>
    public FleetRead AnswerChallenge(out Reply reply)
    {
        (Missing, reply) = (null, _challenged);
        return _login is not null && TakeLogin(ref reply, _challenge) ? FleetRead.Reply : FleetRead.Garbage;
    }

    private ServiceExtensions LacksNow()
    {
        var mayGoInside = !_insideTls && _tls != TlsUse.Never && (Offered & ServiceExtensions.StartTls) != 0;
        return mayGoInside || (Offered & ServiceExtensions.Auth) != 0 || _mechanism == AuthMechanisms.None
            ? _tls == TlsUse.Must && !_insideTls && !mayGoInside ? ServiceExtensions.StartTls : ServiceExtensions.None
            : ServiceExtensions.Auth;
    }

    /// <summary>A line of the answer to EHLO.</summary>
    private void Note(ReadOnlySpan<byte> line)
    {
        var extension = ServiceExtension.Parse(line);
        if (extension == ServiceExtensions.Pipelining && !_mayPipeline)
            return;
        if (extension == ServiceExtensions.Limits)
            Limits = ServerLimits.Parse(line);
        if (extension != ServiceExtensions.Auth || (identity.MayUse(_mechanism, _insideTls) && HasMechanism(line)))
            Offered |= extension;
    }

    private bool HasMechanism(ReadOnlySpan<byte> line)
    {
        foreach (var word in line.Split((byte)' '))
        {
            if (AuthMechanism.Parse(line[word]) is var found and not AuthMechanisms.None && found == _mechanism)
                return true;
        }

        return false;
    }

    private bool TakeLogin(ref Reply reply, ReadOnlySpan<byte> text)
    {
        if (!_login!.Take(ref reply, text))
            return false;
        if (reply.IsPositiveIntermediate)
            return true;
        _login = null;
        _replies.LineLimit = LineLimits.Reply;
        return true;
    }

    private void SendDeferred()
    {
        while (!_inText && _deferred.TryDequeue(out var command))
            Write(command);
    }
}
