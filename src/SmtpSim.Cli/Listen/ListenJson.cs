using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmtpSim.Wire;

namespace SmtpSim.Cli;

/// <summary>Events as lines of JSON on standard output, for programs that follow them.</summary>
internal sealed class ListenJson : IDisposable
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);

    private static readonly ListenJsonContext Context = new(new JsonSerializerOptions(ListenJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // angle brackets are everywhere in SMTP, and nothing of this goes into a page
    });

    private readonly Lock _gate = new();
    private readonly Screen _output;
    private readonly Timer _flush;
    private bool _dirty;
    private IOException? _failure;

    public ListenJson(Screen output)
    {
        _output = output;
        _flush = new Timer(_ => Flush());
    }

    public void Write(ListenEvent item)
    {
        var line = JsonSerializer.Serialize(item, Context.ListenEvent);
        lock (_gate)
        {
            if (_failure is not null)
                return;
            try
            {
                _output.Line(line);
            }
            catch (IOException failure)
            {
                _failure = failure; // whoever read it has gone; those who talk to the server have not
            }
            if (!_dirty)
                _flush.Change(FlushInterval, Timeout.InfiniteTimeSpan);
            _dirty = true;
        }
    }

    public void Dispose()
    {
        _flush.Dispose();
        Flush();
    }

    private void Flush()
    {
        lock (_gate)
        {
            _dirty = false;
            try
            {
                _output.Writer.Flush();
            }
            catch (IOException failure)
            {
                _failure = failure;
            }
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SnakeCaseEnum<ListenEventKind>)])]
[JsonSerializable(typeof(ListenEvent))]
internal sealed partial class ListenJsonContext : JsonSerializerContext;
