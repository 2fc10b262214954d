using System.Text;

namespace SmtpSim.Protocol;

/// <summary>Names of states and triggers as words: <c>EhloSent</c> is "EHLO sent".</summary>
internal static class Wording
{
    /// <summary>The one verb that is spelt as two words.</summary>
    private const string StartTls = nameof(Verb.StartTls);

    public static string OfState(string name) => Capitalised(Words(name, verbs: true));

    /// <summary>Phases are named for no command: "Mail transfer".</summary>
    public static string OfPhase(string name) => Capitalised(Words(name, verbs: false));

    /// <summary>Triggers parted by <paramref name="separator"/>.</summary>
    public static string OfTriggers(IEnumerable<string> names, string separator) =>
        string.Join(separator, names.Select(name => Words(name, verbs: true)));

    private static string Capitalised(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string Words(string name, bool verbs)
    {
        var text = new StringBuilder();
        for (var start = 0; start < name.Length;)
        {
            var end = name[start..].StartsWith(StartTls, StringComparison.Ordinal) ? start + StartTls.Length : start + 1;
            while (end < name.Length && !char.IsAsciiLetterUpper(name[end])) end++;
            var word = name[start..end];
            if (start > 0) text.Append(' ');
            var isWord = word is not "Tls" && !(verbs && IsVerb(word, first: start == 0));
            text.Append(isWord ? word.ToLowerInvariant() : word.ToUpperInvariant());
            start = end;
        }

        return text.ToString();
    }

    /// <summary>
    /// "Mail" and "data" are words too, and name the verb only where they begin a name: "DATA sent", but "receiving data".
    /// </summary>
    private static bool IsVerb(string word, bool first) =>
        Verbs.Parse(Encoding.ASCII.GetBytes(word)) is not Verb.Unknown and var verb && (first || verb is not (Verb.Mail or Verb.Data));
}
