namespace SmtpSim.Protocol.Tests;

/// <summary>
/// RFC 5321's order of commands a second time, in plain variables and without a state machine, to hold the model against.
/// </summary>
internal sealed class ReferenceServer
{
    private bool _refusesService;
    private bool _hello;
    private bool _mail;
    private int _recipients;
    private bool _data;

    public bool IsClosed { get; private set; }

    public ServerState State =>
        IsClosed ? ServerState.Closed
        : _refusesService ? ServerState.Refusing
        : _data ? ServerState.ReceivingData
        : _recipients > 0 ? ServerState.RecipientGiven
        : _mail ? ServerState.MailGiven
        : _hello ? ServerState.Ready
        : ServerState.Greeted;

    public void Greet(int code)
    {
        IsClosed = code == 421;
        _refusesService = code == 554;
    }

    /// <summary>The code of the answer, if policy would answer <paramref name="code"/>.</summary>
    public int Command(Verb verb, int code)
    {
        if (_refusesService && verb != Verb.Quit) return 503;
        if (verb is Verb.Unknown or Verb.Lhlo) return 500;
        if (verb is Verb.StartTls or Verb.Auth or Verb.Bdat) return 502; // not offered
        if (verb == Verb.Mail && (!_hello || _mail)) return 503;
        if (verb == Verb.Rcpt && !_mail) return 503;
        if (verb == Verb.Data && _recipients == 0) return 503;
        if (code == 421) IsClosed = true;
        if (code is < 200 or >= 400) return code;
        switch (verb)
        {
            case Verb.Ehlo or Verb.Helo:
                _hello = true;
                Clear();
                break;
            case Verb.Mail:
                _mail = true;
                break;
            case Verb.Rcpt:
                _recipients++;
                break;
            case Verb.Data:
                _data = true;
                break;
            case Verb.Rset:
                Clear();
                break;
            case Verb.Quit:
                IsClosed = true;
                break;
        }

        return code;
    }

    public void EndOfData(int code)
    {
        Clear();
        IsClosed = code == 421;
    }

    private void Clear()
    {
        _mail = false;
        _recipients = 0;
        _data = false;
    }
}
