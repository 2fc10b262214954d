using System.Numerics;
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
}

/// <summary>
/// One session of a live fleet in octets: commands in, octets out; octets in, replies out. Where the server offers PIPELINING (RFC 2920),
/// MAIL, RCPT and DATA go in one group: the fleet, which sends one command at a time, then finds its next ones sent already. What it
/// does not want any more, since MAIL or every recipient was refused, is read to its end before anything else is said.
/// </summary>
internal sealed partial class FleetDialogue(FleetAddresses addresses, FleetText texts, FleetIdentity identity)
{
    private bool _mayPipeline;
    private bool _usesChunks;
    private AuthMechanisms _mechanism;
    private bool _insideTls;
    private FleetLogin? _login;
    private ReplyParser _replies;
    private int _line;
    private bool _awaitsEhlo;

    /// <summary>Commands sent that the fleet has not come to yet: recipients, a bit each, and DATA.</summary>
    private ulong _aheadRecipients;
    private bool _aheadData;

    /// <summary>Replies that the fleet is not to see; the last of them to DATA or not.</summary>
    private int _unwanted;
    private bool _unwantedData;

    private FleetCommand _deferred;
    private bool _hasDeferred;

    /// <summary>What is to be sent.</summary>
    public OctetBuffer Output { get; } = new();

    /// <summary>What the server announced in its last answer to EHLO; AUTH only if the client's mechanism is offered and may be used.</summary>
    public ServiceExtensions Offered { get; private set; }

    /// <summary>Begins a session on another connection.</summary>
    /// <param name="group">The client's group.</param>
    /// <param name="mayPipeline">MAIL, RCPT and DATA may go in one group if the group does that.</param>
    public void Reset(ClientGroup group, bool mayPipeline)
    {
        (_mayPipeline, _usesChunks, _mechanism) = (mayPipeline && group.Pipelining, group.Chunking, group.Auth);
        (_insideTls, _login) = (false, null);
        Output.Clear();
        _replies = default;
        Offered = ServiceExtensions.None;
        (_line, _awaitsEhlo, _aheadRecipients, _aheadData, _unwanted, _unwantedData, _hasDeferred) = (0, false, 0, false, 0, false, false);
        (_textLeft, _inText) = (0, false);
    }

    /// <summary>TLS stands: what the server said before is forgotten (RFC 3207 section 4.2).</summary>
    public void Secured()
    {
        (_insideTls, _replies, _line) = (true, default, 0);
        Offered = ServiceExtensions.None;
    }

    /// <summary>The fleet sends a command, or the text.</summary>
    public void Send(in FleetCommand command)
    {
        if (IsAhead(command))
            return;
        _unwanted = BitOperations.PopCount(_aheadRecipients) + (_aheadData ? 1 : 0);
        _unwantedData = _aheadData;
        (_aheadRecipients, _aheadData) = (0, false);
        if (_unwanted > 0 || _inText)
            (_deferred, _hasDeferred) = (command, true);
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
            (_line, _awaitsEhlo) = (0, false);
            if (_unwanted > 0)
            {
                Discard(line.Reply);
                continue;
            }

            reply = line.Reply;
            return _login is null || TakeLogin(ref reply, text) ? FleetRead.Reply : FleetRead.Garbage;
        }
    }

    /// <summary>A line of the answer to EHLO.</summary>
    private void Note(ReadOnlySpan<byte> line)
    {
        var extension = ServiceExtension.Parse(line);
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

    private bool IsAhead(in FleetCommand command)
    {
        if (command.Action != FleetAction.Say)
            return false;
        var bit = 1UL << command.Recipient;
        if (command.Verb == Verb.Rcpt && (_aheadRecipients & bit) != 0)
        {
            _aheadRecipients &= ~bit;
            return true;
        }

        if (command.Verb != Verb.Data || !_aheadData || _aheadRecipients != 0)
            return false;
        _aheadData = false;
        return true;
    }

    private void Discard(Reply reply)
    {
        if (--_unwanted > 0)
            return;
        if (_unwantedData && reply.IsPositiveIntermediate)
        {
            // Granted all the same: a lone dot, which has no recipient, and one more reply (RFC 2920 section 3.1).
            Output.Write(".\r\n"u8);
            (_unwanted, _unwantedData) = (1, false);
            return;
        }

        SendDeferred();
    }

    private void SendDeferred()
    {
        if (!_hasDeferred || _unwanted > 0 || _inText)
            return;
        _hasDeferred = false;
        Write(_deferred);
    }
}
