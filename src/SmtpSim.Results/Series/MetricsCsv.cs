using System.Globalization;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Results;

/// <summary>
/// <c>metrics.csv</c>: a row for each bin, group and metric, so that pandas, R and spreadsheets group and plot it as it is.
/// Columns: time_s (where the bin begins), role (client or server), group, metric, value. Counts are of the bin, those named _mean are time averages over it.
/// </summary>
public static class MetricsCsv
{
    private static readonly string[] ClientColumns = Names(Enum.GetNames<ClientSeries>());
    private static readonly string[] ServerColumns = Names(Enum.GetNames<ServerSeries>());

    public static void Write(Stream stream, RunResult result)
    {
        using var writer = new StreamWriter(stream, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("time_s,role,group,metric,value");
        var horizon = Horizon.Of(result);
        for (var bin = 0; bin < horizon.Bins; bin++)
        {
            var time = Decimal(horizon.StartOf(bin).TotalSeconds, "0.#######");
            foreach (var (group, metrics) in result.Scenario.Clients.Zip(result.Clients))
                WriteBin(writer, $"{time},client,{Quote(group.Name)}", metrics.Series, bin, ClientColumns, horizon.BinTicks);
            foreach (var (group, metrics) in result.Scenario.Servers.Zip(result.Servers))
                WriteBin(writer, $"{time},server,{Quote(group.Name)}", metrics.Series, bin, ServerColumns, horizon.BinTicks);
        }
    }

    private static void WriteBin(StreamWriter writer, string start, Series series, int bin, string[] columns, long binTicks)
    {
        for (var field = 0; field < columns.Length; field++)
        {
            writer.Write(start);
            writer.Write(',');
            writer.Write(columns[field]);
            writer.Write(',');
            var value = series[bin, field];
            writer.WriteLine(columns[field].EndsWith("_mean", StringComparison.Ordinal)
                ? Decimal(value / (double)binTicks, "0.######")
                : value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>SessionsOpened is sessions_opened; SessionArea, a level times ticks, is written as sessions_mean.</summary>
    private static string[] Names(string[] fields) => [.. fields.Select(field =>
        field.EndsWith("Area", StringComparison.Ordinal) ? Plural(field[..^4]) + "_mean" : Snake(field))];

    private static string Plural(string level) => level is "Session" ? "sessions" : Snake(level);

    private static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Decimal(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Quote(string name) =>
        name.AsSpan().IndexOfAny(",\"\n\r") < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
