using System.Globalization;

namespace SmtpSim.Protocol.Tests;

/// <summary>A policy whose replies a transcript sets: for a step, or for a step and one argument.</summary>
internal sealed class ScriptedPolicy : IServerPolicy
{
    private static readonly ScramKeys Keys = ScramKeys.Derive("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="));

    private readonly Dictionary<string, Reply> _replies = [];
    private readonly List<byte> _text = [];

    /// <summary>The texts of the messages taken, in order.</summary>
    public List<string> Messages { get; } = [];

    /// <summary><c>RCPT bob@b.example 550 5.1.1</c>: step, argument or nothing, code, enhanced status code or nothing.</summary>
    public void Set(string rule)
    {
        var words = rule.Split(' ');
        var code = Array.FindIndex(words, 1, word => word.Length == 3 && word.All(char.IsAsciiDigit));
        var enhanced = code + 1 < words.Length ? words[code + 1].Split('.').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray() : null;
        var number = int.Parse(words[code], CultureInfo.InvariantCulture);
        _replies[string.Join(' ', words[..code])] = enhanced is null ? Reply.Of(number) : Reply.Of(number, enhanced[1], enhanced[2]);
    }

    public Reply OnConnected() => ReplyTo("CONNECT", "", WellKnownReplies.Greeting);

    public Reply OnHello(Verb verb, ReadOnlySpan<byte> domain) =>
        ReplyTo(Verbs.TextOf(verb), Octets.Text(domain), verb == Verb.Ehlo ? WellKnownReplies.EhloOk : WellKnownReplies.HeloOk);

    public Reply OnMail(in MailArgument mail) => ReplyTo("MAIL", mail.ReversePath.ToString(), WellKnownReplies.SenderOk);

    public Reply OnRecipient(in MailPath recipient) => ReplyTo("RCPT", recipient.ToString(), WellKnownReplies.RecipientOk);

    public Reply OnStartTls() => ReplyTo("STARTTLS", "", WellKnownReplies.ReadyToStartTls);

    public Reply Authenticate(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password) =>
        ReplyTo("AUTH", "", user.SequenceEqual("user"u8) && password.SequenceEqual("pencil"u8) ? WellKnownReplies.AuthOk : WellKnownReplies.AuthFailed);

    public ScramKeys? FindScramKeys(ReadOnlySpan<byte> user) => user.SequenceEqual("user"u8) ? Keys : null;

    public string NextNonce() => "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    public Reply OnData() => ReplyTo("DATA", "", WellKnownReplies.StartMailInput);

    public void OnTextBegins() => _text.Clear();

    public Reply OnChunk(long size) => ReplyTo("CHUNK", $"{size}", WellKnownReplies.ChunkOk);

    public Reply OnDelivery(int recipient, long size) => ReplyTo("DELIVERY", $"{recipient}", recipient == 0 ? OnMessage(size) : WellKnownReplies.Queued);

    public void OnText(ReadOnlySpan<byte> text) => _text.AddRange(text);

    public Reply OnMessage(long size)
    {
        Assert.Equal(_text.Count, size);
        Messages.Add(Octets.Text(_text.ToArray()));
        return ReplyTo("MESSAGE", "", WellKnownReplies.Queued);
    }

    public Reply OnOther(Verb verb, ReadOnlySpan<byte> argument) =>
        ReplyTo(Verbs.TextOf(verb), Octets.Text(argument), ((IServerPolicy)new AcceptAll()).OnOther(verb, argument));

    private Reply ReplyTo(string step, string argument, Reply standard) =>
        _replies.TryGetValue($"{step} {argument}", out var reply) || _replies.TryGetValue(step, out reply) ? reply : standard;
}
