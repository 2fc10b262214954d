using System.Text;
using System.Text.Unicode;

namespace SmtpSim.Protocol;

/// <summary>How reading a path went.</summary>
public enum PathParse : byte
{
    Complete,
    BadSyntax,

    /// <summary>The grammar holds but a limit of RFC 5321 section 4.5.3.1 does not.</summary>
    TooLong,
}

/// <summary>
/// A reverse-path or forward-path: a mailbox in angle brackets, as slices of the line it was read from. A source route before the
/// mailbox is taken and ignored (RFC 5321 section 4.1.1.3, appendix C).
/// </summary>
public readonly ref struct MailPath
{
    private MailPath(ReadOnlySpan<byte> localPart, ReadOnlySpan<byte> domain)
    {
        LocalPart = localPart;
        Domain = domain;
    }

    /// <summary>What stands before the @, quotes included; empty for the null path.</summary>
    public ReadOnlySpan<byte> LocalPart { get; }

    /// <summary>The domain name or address literal; empty for the null path and for the bare postmaster.</summary>
    public ReadOnlySpan<byte> Domain { get; }

    /// <summary>The null reverse-path of bounces (RFC 5321 section 4.5.5).</summary>
    public bool IsNull => LocalPart.IsEmpty;

    /// <summary>The postmaster without a domain, a recipient that every server has (RFC 5321 section 4.5.1).</summary>
    public bool IsPostmaster => Domain.IsEmpty && !IsNull;

    /// <summary>The mailbox is not ASCII, which takes SMTPUTF8 (RFC 6531).</summary>
    public bool IsInternational => !Ascii.IsValid(LocalPart) || !Ascii.IsValid(Domain);

    /// <summary>Reads a path at the beginning of <paramref name="text"/>.</summary>
    /// <param name="text">The argument from the opening bracket on.</param>
    /// <param name="path">What was read.</param>
    /// <param name="length">Its length with both brackets, 0 unless complete.</param>
    /// <param name="utf8">UTF-8 may stand in it (RFC 6531).</param>
    public static PathParse TryRead(ReadOnlySpan<byte> text, out MailPath path, out int length, bool utf8 = false)
    {
        path = default;
        length = 0;
        if (text is not [(byte)'<', .. var rest]) return PathParse.BadSyntax;
        if (rest is [(byte)'>', ..])
        {
            length = 2;
            return PathParse.Complete;
        }

        if (!TrySkipRoute(ref rest, utf8)) return PathParse.BadSyntax;
        var local = Mailbox.LocalPart(rest, utf8);
        if (local == 0) return PathParse.BadSyntax;
        var localPart = rest[..local];
        rest = rest[local..];
        var domain = ReadOnlySpan<byte>.Empty;
        if (rest is [(byte)'@', .. var afterAt])
        {
            domain = afterAt[..Mailbox.Domain(afterAt, utf8)];
            if (domain.IsEmpty) return PathParse.BadSyntax;
            rest = afterAt[domain.Length..];
        }
        else if (!Ascii.EqualsIgnoreCase(localPart, "postmaster"u8))
        {
            return PathParse.BadSyntax;
        }

        if (rest is not [(byte)'>', ..]) return PathParse.BadSyntax;
        if (utf8 && !(Utf8.IsValid(localPart) && Utf8.IsValid(domain))) return PathParse.BadSyntax;
        var total = text.Length - rest.Length + 1;
        if (localPart.Length > LineLimits.LocalPart || domain.Length > LineLimits.Domain || total > LineLimits.Path)
            return PathParse.TooLong;
        path = new MailPath(localPart, domain);
        length = total;
        return PathParse.Complete;
    }

    /// <summary>The mailbox without brackets, empty for the null path.</summary>
    public override string ToString() =>
        Domain.IsEmpty ? Encoding.UTF8.GetString(LocalPart) : $"{Encoding.UTF8.GetString(LocalPart)}@{Encoding.UTF8.GetString(Domain)}";

    /// <summary><c>@one,@two:</c> before the mailbox.</summary>
    private static bool TrySkipRoute(ref ReadOnlySpan<byte> rest, bool utf8)
    {
        if (rest is not [(byte)'@', ..]) return true;
        while (rest is [(byte)'@', .. var host])
        {
            var domain = Mailbox.Domain(host, utf8);
            if (domain == 0) return false;
            rest = host[domain..];
            if (rest is [(byte)',', .. var next]) rest = next;
            else break;
        }

        if (rest is not [(byte)':', .. var mailbox]) return false;
        rest = mailbox;
        return true;
    }
}
