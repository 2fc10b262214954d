using SmtpSim.Kernel;
using SmtpSim.Protocol;

namespace SmtpSim.Model;

/// <summary>How long the clients of a group wait for replies where that is drawn, compiled.</summary>
internal sealed class Patience
{
    /// <summary>Stands for a drawn time-out: earlier than every time even when a time of the run is added.</summary>
    public const long Drawn = long.MinValue / 2;

    /// <summary>Keeps these draws apart from the session's others.</summary>
    private const ulong Purpose = 0x50;

    private readonly Sampler?[] _samplerOf;
    private readonly long[] _most;

    private Patience(Sampler?[] samplerOf, long[] most) => (_samplerOf, _most) = (samplerOf, most);

    /// <summary>Compiles; what is drawn is marked in <paramref name="timeoutOf"/>, whose values become the most that is drawn.</summary>
    public static Patience? Compile(ClientPatience? spec, long[] timeoutOf)
    {
        if (spec is null)
            return null;
        Distribution?[] laws =
        [
            spec.Connect, spec.Greeting, spec.Hello, spec.Hello, spec.Mail, spec.Rcpt, spec.Data, spec.Body, null, null, null,
            spec.Hello, spec.Hello, spec.Hello, spec.Body,
        ];
        if (Array.TrueForAll(laws, law => law is null))
            return null;
        var patience = new Patience([.. laws.Select(law => law is null ? (Sampler?)null : Sampler.Compile(law))], [.. timeoutOf]);
        for (var state = 0; state < laws.Length; state++)
            if (laws[state] is not null)
                timeoutOf[state] = Drawn;
        return patience;
    }

    /// <summary>Ticks until the client gives up waiting: drawn, and no more than the time-out.</summary>
    /// <param name="state">What it waits in.</param>
    /// <param name="session">Key of the session.</param>
    /// <param name="step">What it has sent so far.</param>
    /// <param name="mirror">Of the world.</param>
    public long Of(ClientState state, RandomKey session, uint step, ulong mirror)
    {
        var bits = session.Derive(Purpose).Draw(((ulong)step << 8) | (byte)state) ^ mirror;
        return Math.Clamp(_samplerOf[(int)state]!.Value.Sample(bits), 1, _most[(int)state]);
    }
}
