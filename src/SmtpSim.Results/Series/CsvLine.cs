namespace SmtpSim.Results;

/// <summary>Fields of a line of comma-separated values, quoted where they need it (RFC 4180).</summary>
internal static class CsvLine
{
    public static string Quote(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static List<string> Split(string line)
    {
        var fields = new List<string>();
        var at = 0;
        while (at <= line.Length)
        {
            if (at < line.Length && line[at] == '"')
            {
                var text = new System.Text.StringBuilder();
                for (at++; at < line.Length && !(line[at] == '"' && (at + 1 == line.Length || line[at + 1] != '"')); at++)
                {
                    text.Append(line[at]);
                    if (line[at] == '"')
                        at++;
                }

                fields.Add(text.ToString());
                at += 2;
                continue;
            }

            var end = line.IndexOf(',', at);
            if (end < 0)
                end = line.Length;
            fields.Add(line[at..end]);
            at = end + 1;
        }

        return fields;
    }
}
