using System.Buffers;

namespace SmtpSim.Results;

/// <summary>What columns are encoded in, one after another: one for all columns of a file, so that it is small and stays in the cache.</summary>
internal sealed class ParquetScratch
{
    /// <summary>The page of the dictionary.</summary>
    public ArrayBufferWriter<byte> Dictionary { get; } = new();

    /// <summary>The page of the data.</summary>
    public ArrayBufferWriter<byte> Data { get; } = new();

    public long[] Values { get; private set; } = [];

    public int[] Numbers { get; private set; } = [];

    public double[] Seconds { get; private set; } = [];

    /// <summary>Forgets the last column, and makes room for the next.</summary>
    public void Begin(int rows)
    {
        Dictionary.ResetWrittenCount();
        Data.ResetWrittenCount();
        if (Values.Length < rows)
            (Values, Numbers, Seconds) = (new long[rows], new int[rows], new double[rows]);
    }
}
