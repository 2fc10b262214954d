using System.Buffers.Text;
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
internal sealed class FleetDialogue(FleetAddresses addresses, FleetText texts)
{
    /// <summary>Octets of a large text that wait to be sent at a time.</summary>
    private const int Block = 64 * 1024;

    private bool _mayPipeline;
    private ReplyParser _replies;
    private ServiceExtensions _extensions;
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

    private uint _textLeft;
    private uint _textLine;
    private bool _inText;

    /// <summary>What is to be sent.</summary>
    public OctetBuffer Output { get; } = new();

    /// <summary>Begins a session on another connection.</summary>
    /// <param name="mayPipeline">MAIL, RCPT and DATA may go in one group.</param>
    public void Reset(bool mayPipeline)
    {
        _mayPipeline = mayPipeline;
        Output.Clear();
        _replies = default;
        _extensions = ServiceExtensions.None;
        (_line, _awaitsEhlo, _aheadRecipients, _aheadData, _unwanted, _unwantedData, _hasDeferred) = (0, false, 0, false, 0, false, false);
        (_textLeft, _inText) = (0, false);
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

    /// <summary>All that waited was sent: puts out more of a large text.</summary>
    /// <returns>False when there is no more.</returns>
    public bool Continue()
    {
        if (!_inText)
            return false;
        // Nothing of a single octet is left over: a line ends with two.
        var size = (int)Math.Min(_textLeft, Block);
        if (_textLeft - size == 1)
            size--;
        FillerText.Fill(Output.GetSpan(size)[..size], _textLine);
        Output.Advance(size);
        _textLeft -= (uint)size;
        _textLine += (uint)size;
        if (_textLeft > 0)
            return true;
        Output.Write(".\r\n"u8);
        _inText = false;
        SendDeferred();
        return true;
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
            if (_awaitsEhlo && _line > 0)
                _extensions |= ServiceExtension.Parse(line.TextOf(input[consumed..]));
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
            return FleetRead.Reply;
        }
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

    private void Write(in FleetCommand command)
    {
        if (command.Action == FleetAction.Text)
        {
            _textLeft = texts.Begin(Output, command);
            _textLine = command.Number * 7;
            _inText = true;
            Continue();
            return;
        }

        switch (command.Verb)
        {
            case Verb.Ehlo:
                _awaitsEhlo = true;
                WriteHello("EHLO "u8, command);
                break;
            case Verb.Helo:
                WriteHello("HELO "u8, command);
                break;
            case Verb.Mail:
                WriteMail(command);
                if (_mayPipeline && (_extensions & ServiceExtensions.Pipelining) != 0)
                    WriteAhead(command);
                break;
            case Verb.Rcpt:
                WriteRcpt(command, command.Recipient);
                break;
            case Verb.Data:
                Output.Write("DATA\r\n"u8);
                break;
            case Verb.Rset:
                Output.Write("RSET\r\n"u8);
                break;
            case Verb.Quit:
                Output.Write("QUIT\r\n"u8);
                break;
            default:
                throw new InvalidOperationException($"A live fleet does not say {command.Verb}.");
        }
    }

    private void WriteAhead(in FleetCommand command)
    {
        for (var rest = command.Recipients; rest != 0; rest &= rest - 1)
            WriteRcpt(command, BitOperations.TrailingZeroCount(rest));
        Output.Write("DATA\r\n"u8);
        (_aheadRecipients, _aheadData) = (command.Recipients, true);
    }

    private void WriteHello(ReadOnlySpan<byte> verb, in FleetCommand command)
    {
        Output.Write(verb);
        Output.Write(addresses.NameOf(command.Client));
        Output.Write("\r\n"u8);
    }

    private void WriteMail(in FleetCommand command)
    {
        Output.Write("MAIL FROM:<"u8);
        Output.Advance(addresses.WriteSender(Output.GetSpan(addresses.MaxLength), command));
        if ((_extensions & ServiceExtensions.Size) == 0)
        {
            Output.Write(">\r\n"u8);
            return;
        }

        Output.Write("> SIZE="u8);
        Utf8Formatter.TryFormat(texts.SizeOf(command), Output.GetSpan(16), out var digits);
        Output.Advance(digits);
        Output.Write("\r\n"u8);
    }

    private void WriteRcpt(in FleetCommand command, int recipient)
    {
        Output.Write("RCPT TO:<"u8);
        Output.Advance(addresses.WriteRecipient(Output.GetSpan(addresses.MaxLength), command, recipient));
        Output.Write(">\r\n"u8);
    }
}
