using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>
/// Reads recorded outages: CSV with the header <c>start,length,kind</c>, in order of time and not overlapping; start and length in seconds with up to
/// seven decimals, the kind a word of the language. The kind may be left out in all lines and the header: then it is the failure's own.
/// </summary>
internal sealed class OutageReader(string file, FailureSpec failure, ReadContext context)
{
    private const string Header = "start,length,kind";
    private const string ShortHeader = "start,length";
    private const int MaxRows = 5000;

    public IReadOnlyList<OutageSpec> Read(string text)
    {
        var outages = new List<OutageSpec>();
        var lines = text.TrimStart('\uFEFF').Split('\n');
        var columns = lines[0].TrimEnd('\r') switch { Header => 3, ShortHeader => 2, _ => 0 };
        if (columns == 0)
        {
            Error(0, 1, "the first line is not the header", $"write '{Header}'");
            return [];
        }
        if (lines.Length > MaxRows)
        {
            Error(0, 1, $"the recording has more than {MaxRows - 1} outages", "shorten it");
            return [];
        }
        var end = SimDuration.Zero;
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.Length == 0) continue;
            var fields = line.Split(',');
            var kind = failure.Kind;
            if (fields.Length != columns || !TrySeconds(fields[0], out var start) || !TrySeconds(fields[1], out var length) || length.Ticks == 0
                || (columns == 3 && FaultLanguage.KindOfOutage.Parse(fields[2].Trim(), out kind) is not null))
            {
                Error(i, 1, $"the line is not of the form {(columns == 3 ? Header : ShortHeader)}", "write such as 3600,600" + (columns == 3 ? ",refuse" : ""));
                return [];
            }
            if (start < end)
            {
                Error(i, 1, "the outage begins before the one before it ends", "sort the file by time, without overlaps");
                return [];
            }
            end = start + length;
            outages.AddRange(failure.Servers.Select(servers => new OutageSpec { Servers = servers, Start = start, Length = length, Kind = kind, Loses = failure.Loses }));
        }
        if (outages.Count == 0) Error(0, 1, "the recording has no outage", "give at least one line after the header, or remove the failure");
        return outages;
    }

    private static bool TrySeconds(string text, out SimDuration value)
    {
        value = default;
        text = text.Trim();
        if (text.Length == 0 || DecimalNumber.Scan(text, out var number) != text.Length || number.Negative || !number.Times(1, 7).TryToInteger(out var ticks)
            || ticks > Durations.Longest.Ticks) return false;
        value = new SimDuration(ticks);
        return true;
    }

    private void Error(int line, int column, string message, string remedy) => context.Error(new Place(file, line + 1, column), message, remedy);
}
