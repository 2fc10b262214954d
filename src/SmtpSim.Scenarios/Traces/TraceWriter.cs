using System.Globalization;
using System.Text;
using SmtpSim.Kernel;
using SmtpSim.Model;

namespace SmtpSim.Scenarios;

/// <summary>A trace as the CSV that <see cref="TraceReader"/> reads.</summary>
internal static class TraceWriter
{
    public static string Write(ArrivalSpec.Trace trace)
    {
        var text = new StringBuilder(TraceReader.Header).Append('\n');
        for (var i = 0; i < trace.Ticks.Count; i++)
        {
            var (seconds, rest) = Math.DivRem(trace.Ticks[i], SimDuration.TicksPerSecond);
            text.Append(CultureInfo.InvariantCulture, $"{seconds}");
            if (rest > 0) text.Append('.').Append(rest.ToString("0000000", CultureInfo.InvariantCulture).TrimEnd('0'));
            text.Append(CultureInfo.InvariantCulture, $",{trace.Clients[i] + 1},{trace.Bytes[i]},{trace.Recipients[i]}\n");
        }
        return text.ToString();
    }
}
