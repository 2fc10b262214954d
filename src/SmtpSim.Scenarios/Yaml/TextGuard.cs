namespace SmtpSim.Scenarios;

/// <summary>Refuses text that is no text: too long, or with characters that YAML does not allow (YAML 1.2 section 5.1).</summary>
internal static class TextGuard
{
    public static bool IsClean(string text, string file, bool hasLines, ReadContext context)
    {
        if (text.Length > NodeReader.MaxLength)
        {
            context.Error(new Place(file, hasLines ? 1 : 0, 1), $"is longer than {NodeReader.MaxLength:N0} characters", remedy: null);
            return false;
        }
        var (line, start) = (1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n') (line, start) = (line + 1, i + 1);
            if (IsPrintable(text, i)) continue;
            context.Error(
                new Place(file, hasLines ? line : 0, i - start + 1), $"the character U+{(int)c:X4} is not allowed",
                "a scenario is plain text in UTF-8");
            return false;
        }
        return true;
    }

    private static bool IsPrintable(string text, int i)
    {
        var c = text[i];
        if (char.IsHighSurrogate(c)) return i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
        if (char.IsLowSurrogate(c)) return i > 0 && char.IsHighSurrogate(text[i - 1]);
        return c is '\t' or '\n' or '\r' or '\u0085' or >= ' ' and not (>= '\u007F' and <= '\u009F') and < '\uFFFE';
    }
}
