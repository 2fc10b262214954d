using System.Buffers.Text;
using System.Text;
using SmtpSim.Model;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <content>Commands and texts as octets.</content>
internal sealed partial class FleetDialogue
{
    /// <summary>Octets of a large text that wait to be sent at a time.</summary>
    private const int Block = 64 * 1024;

    private uint _textLeft;
    private uint _textLine;
    private bool _inText;
    private bool _inChunk;

    private void Write(in FleetCommand command)
    {
        if (command.Action is FleetAction.Text or FleetAction.Chunk)
        {
            BeginText(command);
            return;
        }

        _open.Sent(command.Verb);
        switch (command.Verb)
        {
            case Verb.Ehlo or Verb.Lhlo:
                (_awaitsEhlo, Offered, Limits) = (true, ServiceExtensions.None, default);
                WriteHello(command.Verb == Verb.Lhlo ? "LHLO "u8 : "EHLO "u8, command);
                break;
            case Verb.Helo:
                WriteHello("HELO "u8, command);
                break;
            case Verb.Mail:
                WriteMail(command);
                break;
            case Verb.Rcpt:
                WriteRcpt(command, command.Recipient);
                break;
            case Verb.Data:
                Output.Write("DATA\r\n"u8);
                break;
            case Verb.StartTls:
                Output.Write("STARTTLS\r\n"u8);
                break;
            case Verb.Auth:
                WriteAuth();
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

    /// <summary>AUTH, or the next line of its exchange.</summary>
    private void WriteAuth()
    {
        _login ??= new FleetLogin(_mechanism, identity);
        _replies.LineLimit = FleetConnection.InputSize; // a challenge may be longer than a reply
        var line = _login.Line;
        Output.Advance(Encoding.ASCII.GetBytes(line, Output.GetSpan(line.Length)));
        Output.Write("\r\n"u8);
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
        if (!_inChunk)
            Output.Write(".\r\n"u8);
        _inText = false;
        SendDeferred();
        return true;
    }

    /// <summary>The text, up to its final dot; or BDAT with its size before it, and no dot (RFC 3030 section 2).</summary>
    private void BeginText(in FleetCommand command)
    {
        _inChunk = command.Action == FleetAction.Chunk;
        if (_inChunk)
        {
            Output.Write("BDAT "u8);
            WriteNumber(texts.SizeOf(command));
            Output.Write(" LAST\r\n"u8);
        }

        _textLeft = texts.Begin(Output, command);
        _textLine = command.Number * 7;
        _inText = true;
        Continue();
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
        if ((Offered & ServiceExtensions.Size) == 0)
        {
            Output.Write(">\r\n"u8);
            return;
        }

        Output.Write("> SIZE="u8);
        WriteNumber(texts.SizeOf(command));
        Output.Write("\r\n"u8);
    }

    private void WriteNumber(uint number)
    {
        Utf8Formatter.TryFormat(number, Output.GetSpan(16), out var digits);
        Output.Advance(digits);
    }

    private void WriteRcpt(in FleetCommand command, int recipient)
    {
        Output.Write("RCPT TO:<"u8);
        Output.Advance(addresses.WriteRecipient(Output.GetSpan(addresses.MaxLength), command, recipient));
        Output.Write(">\r\n"u8);
    }
}
