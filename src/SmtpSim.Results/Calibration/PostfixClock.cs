using System.Globalization;

namespace SmtpSim.Results;

/// <summary>
/// The time stamps of a log, as ticks of 100 ns: RFC 3339's, or those of traditional syslog, which name neither year nor zone. There a year
/// begins where the months begin anew.
/// </summary>
internal struct PostfixClock
{
    private const int AnyLeapYear = 2000;
    private const int TraditionalLength = 15; // Nov 23 05:36:01

    private int _year;
    private int _month;

    /// <summary>Whether the line begins with a time stamp.</summary>
    /// <param name="line">The line.</param>
    /// <param name="ticks">The time.</param>
    /// <param name="length">How many characters it has.</param>
    /// <param name="resolution">Ticks between two times that the stamp can tell apart.</param>
    public bool TryRead(ReadOnlySpan<char> line, out long ticks, out int length, out long resolution)
    {
        (ticks, length, resolution) = (0, 0, TimeSpan.TicksPerSecond);
        if (line.Length < TraditionalLength)
            return false;
        return char.IsAsciiDigit(line[0]) ? TryReadIso(line, out ticks, out length, out resolution) : TryReadTraditional(line, out ticks, out length);
    }

    private static bool TryReadIso(ReadOnlySpan<char> line, out long ticks, out int length, out long resolution)
    {
        (ticks, resolution) = (0, TimeSpan.TicksPerSecond);
        length = line.IndexOf(' ');
        if (length is < 19 or > 40 || !DateTimeOffset.TryParse(line[..length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return false;
        ticks = time.UtcTicks;
        if (line[19] == '.')
            resolution = TimeSpan.TicksPerMillisecond;
        return true;
    }

    private bool TryReadTraditional(ReadOnlySpan<char> line, out long ticks, out int length)
    {
        (ticks, length) = (0, TraditionalLength);
        var month = line[3] == ' ' ? "JanFebMarAprMayJunJulAugSepOctNovDec".AsSpan().IndexOf(line[..3], StringComparison.Ordinal) : -1;
        if (month < 0 || month % 3 != 0
            || !int.TryParse(line[4..6], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var day)
            || !TimeSpan.TryParseExact(line[7..15], "hh\\:mm\\:ss", CultureInfo.InvariantCulture, out var time))
            return false;
        month = month / 3 + 1;
        if (_year == 0)
            _year = AnyLeapYear;
        else if (month < _month - 6)
            _year++;
        else if (_month <= 2 && month >= 11)
            _year--; // the clock was set back over New Year
        if (_year is < 1 or > 9999 || day < 1 || day > DateTime.DaysInMonth(_year, month))
            return false;
        _month = month;
        ticks = new DateTime(_year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks + time.Ticks;
        return true;
    }
}
