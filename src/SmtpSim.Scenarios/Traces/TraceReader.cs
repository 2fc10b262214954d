using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>
/// Reads a trace: CSV with the header <c>time,client,bytes,recipients</c>. The time is in seconds from the stream's start with up to seven
/// decimals and never goes back; a client is a number from 1 through the clients of the stream, group after group as the scenario defines
/// them, or a host name such as <c>mta-7</c>.
/// </summary>
internal sealed class TraceReader(string file, TrafficSpec stream, IReadOnlyList<ClientGroup> senders, ReadContext context)
{
    public const string Header = "time,client,bytes,recipients";

    /// <summary>Longest text in UTF-16 units.</summary>
    public const int MaxLength = 800_000_000;

    private const int MaxRows = 20_000_000;
    private const int MaxErrors = 20;
    private const int MaxRecipients = 64;

    private readonly SimDuration _length = stream.End - stream.Start;
    private readonly long _clientCount = senders.Sum(group => (long)group.Count);
    private readonly List<long> _ticks = [];
    private readonly List<int> _clients = [];
    private readonly List<int> _bytes = [];
    private readonly List<int> _recipients = [];
    private int _line;
    private int _errors;

    /// <summary>The trace, or null and diagnostics in the context.</summary>
    public ArrivalSpec.Trace? Read(string name, string text)
    {
        if (text.Length > MaxLength)
        {
            _line = 1;
            Error(1, $"the trace is longer than {MaxLength} characters", "split it into several streams");
            return null;
        }
        var rest = text.AsSpan().TrimStart('\uFEFF');
        for (var more = true; more && _errors < MaxErrors;)
        {
            var end = rest.IndexOf('\n');
            var line = end < 0 ? rest : rest[..end];
            more = end >= 0;
            rest = more ? rest[(end + 1)..] : default;
            _line++;
            if (line.EndsWith('\r')) line = line[..^1];
            if (_line == 1) ReadHeader(line);
            else if (!line.IsEmpty) ReadRow(line);
        }
        if (_errors == 0 && _ticks.Count == 0) Error(1, "the trace has no message", "give at least one line after the header");
        return _errors > 0 ? null : new ArrivalSpec.Trace(name, _ticks, _clients, _bytes, _recipients);
    }

    private void ReadHeader(ReadOnlySpan<char> line)
    {
        if (line.SequenceEqual(Header)) return;
        Error(1, $"the first line is not the header", $"write '{Header}'");
        _errors = MaxErrors;
    }

    private void ReadRow(ReadOnlySpan<char> line)
    {
        Span<Range> fields = stackalloc Range[5];
        if (line.Split(fields, ',') != 4)
        {
            Error(1, "the line is not of the form time,client,bytes,recipients", remedy: null);
            return;
        }
        if (_ticks.Count == MaxRows)
        {
            Error(1, $"the trace goes on after {MaxRows} messages", "a trace has no more");
            _errors = MaxErrors;
            return;
        }
        if (!TryTime(line[fields[0]].Trim(), Column(fields[0]), out var ticks)
            || !TryClient(line[fields[1]].Trim(), Column(fields[1]), out var client)
            || !TryCount(line[fields[2]].Trim(), Column(fields[2]), "size in bytes", int.MaxValue, out var bytes)
            || !TryCount(line[fields[3]].Trim(), Column(fields[3]), "number of recipients", MaxRecipients, out var recipients)) return;
        _ticks.Add(ticks);
        _clients.Add(client);
        _bytes.Add(bytes);
        _recipients.Add(recipients);
    }

    private bool TryTime(ReadOnlySpan<char> text, int column, out long ticks)
    {
        ticks = 0;
        if (DecimalNumber.Scan(text, out var number) != text.Length || text.IsEmpty || number.Negative)
            return Error(
                column, $"'{Words.Shortened(text.ToString())}' is not a time", "write seconds from the stream's start, such as 12.5");
        if (!number.Times(1, 7).TryToInteger(out ticks))
            return Error(
                column, $"'{Words.Shortened(text.ToString())}' is no whole number of ticks of 100 ns", "write seven decimals at most");
        if (_ticks.Count > 0 && ticks < _ticks[^1]) return Error(column, "the time goes back", "sort the file by time");
        return ticks < _length.Ticks
            || Error(
                column, $"the time is after the end of the stream, which lasts {Units.Duration.Format(_length.Ticks)}",
                "lengthen 'during' or 'duration', or remove the line");
    }

    // A number, or a host name: the group's, followed by the number in the group unless the group has only one client.
    private bool TryClient(ReadOnlySpan<char> text, int column, out int client)
    {
        client = 0;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            client = number - 1;
            return (number >= 1 && number <= _clientCount) || Error(
                column, $"there is no client {number}", $"the stream's clients are 1 to {_clientCount}");
        }
        foreach (var group in senders)
        {
            if (text.SequenceEqual(group.Name) && group.Count == 1) return true;
            if (text.StartsWith(group.Name) && text[group.Name.Length..] is ['-', .. var rest] && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                client += number - 1;
                return (number >= 1 && number <= group.Count) || Error(
                    column, $"there is no client '{text}'", $"the last of its group is {group.Name}-{group.Count}");
            }
            client += group.Count;
        }
        return Error(
            column, $"there is no client '{Words.Shortened(text.ToString())}'",
            $"write a number from 1 to {_clientCount}, or a name such as '{senders[0].Name}-1'");
    }

    private bool TryCount(ReadOnlySpan<char> text, int column, string noun, int most, out int count) =>
        (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1 && count <= most)
        || Error(column, $"'{Words.Shortened(text.ToString())}' is no {noun}", $"write a whole number from 1 to {most}");

    private static int Column(Range field) => field.Start.Value + 1;

    private bool Error(int column, string message, string? remedy)
    {
        _errors++;
        context.Error(new Place(file, _line, column), message, remedy);
        return false;
    }
}
