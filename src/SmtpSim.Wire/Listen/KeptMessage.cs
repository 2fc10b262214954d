using System.Globalization;
using System.Text;
using SmtpSim.Protocol;

namespace SmtpSim.Wire;

/// <summary>
/// The message that a session is receiving, on its way into the files of a <see cref="MailStore"/>: written as it comes, so that no
/// message needs memory, and seen under its name only when it was accepted.
/// </summary>
internal sealed class KeptMessage(MailStore store, string server, string peer, EventTeller? log) : IDisposable
{
    private readonly List<string> _recipients = [];
    private string _hello = "";
    private string _protocol = "SMTP";
    private string _sender = "";
    private string _name = "";
    private MessageFile? _maildir;
    private MessageFile? _eml;
    private bool _isOpen;

    public void Hello(Verb verb, ReadOnlySpan<byte> domain) =>
        (_hello, _protocol) = (Encoding.ASCII.GetString(domain), verb == Verb.Helo ? "SMTP" : _protocol.EndsWith('S') ? "ESMTPS" : "ESMTP");

    /// <summary>TLS is established (RFC 3848).</summary>
    public void Secure() => _protocol = "ESMTPS";

    public void Mail(in MailArgument mail)
    {
        _sender = mail.ReversePath.ToString();
        _recipients.Clear();
    }

    public void Recipient(in MailPath recipient) => _recipients.Add(recipient.ToString());

    /// <summary>The text is about to come. When the files can't be made it is not kept, and so not accepted.</summary>
    public void Open(DateTimeOffset time)
    {
        Discard();
        _name = store.NextName(time, server);
        var header = Encoding.UTF8.GetBytes(Header(time));
        try
        {
            if (store.Maildir is { } maildir)
                _maildir = new MessageFile(Path.Combine(maildir, "tmp", _name), Path.Combine(maildir, "new", _name), endsWithLf: true);
            if (store.Eml is { } eml)
                _eml = new MessageFile(Path.Combine(eml, "." + _name), Path.Combine(eml, _name + ".eml"), endsWithLf: false);
            OnText(header);
            _isOpen = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard();
        }
    }

    public void OnText(ReadOnlySpan<byte> text)
    {
        _maildir?.Write(text);
        _eml?.Write(text);
    }

    /// <summary>The message was accepted.</summary>
    /// <returns>False when it could not be written whole: then it must not be accepted.</returns>
    public bool TryKeep(long now)
    {
        var kept = _isOpen && _maildir?.TryFinish() != false && _eml?.TryFinish() != false;
        if (kept)
            log?.Kept(now, _name);
        (_maildir, _eml, _isOpen) = (null, null, false);
        return kept;
    }

    public void Dispose() => Discard();

    public void Discard()
    {
        _maildir?.Discard();
        _eml?.Discard();
        (_maildir, _eml, _isOpen) = (null, null, false);
    }

    /// <summary>Return-Path and Received (RFC 5321 section 4.4), and the recipients of the envelope, which no other line tells.</summary>
    private string Header(DateTimeOffset time)
    {
        var header = new StringBuilder();
        header.Append(CultureInfo.InvariantCulture, $"Return-Path: <{_sender}>\r\n");
        foreach (var recipient in _recipients)
            header.Append(CultureInfo.InvariantCulture, $"X-Envelope-To: <{recipient}>\r\n");
        header.Append(CultureInfo.InvariantCulture, $"Received: from {_hello} ([{(peer.Contains(':', StringComparison.Ordinal) ? "IPv6:" : "")}{peer}])\r\n");
        header.Append(CultureInfo.InvariantCulture, $"\tby {server} with {_protocol} id {_name[..^(server.Length + 1)]}");
        if (_recipients.Count == 1)
            header.Append(CultureInfo.InvariantCulture, $"\r\n\tfor <{_recipients[0]}>");
        header.Append(CultureInfo.InvariantCulture, $";\r\n\t{time.UtcDateTime:ddd, dd MMM yyyy HH:mm:ss} +0000\r\n");
        return header.ToString();
    }
}
