using System.Globalization;

namespace SmtpSim.Model;

/// <summary>A part of a retry rule of Exim; times in whole seconds, as Exim counts.</summary>
/// <param name="Kind">F: every interval; G: an interval that grows by the factor; H: the same with randomness.</param>
/// <param name="Until">Holds while the first failure is less than so long ago.</param>
/// <param name="Interval">The wait, or the first one.</param>
/// <param name="Thousandths">The factor in thousandths; 0 of F.</param>
internal readonly record struct EximPart(char Kind, long Until, long Interval, int Thousandths);

/// <summary>Where a rule is wrong, from 0 in its text; what is wrong there, and what to write.</summary>
public sealed record EximRuleError(int At, string Message, string Remedy);

/// <summary>
/// A retry rule of Exim as its configuration has it (specification, chapter 32): parts like <c>F,2h,15m</c> and <c>G,16h,1h,1.5</c> between
/// semicolons. The patterns before a rule, which choose it by address and error, are no part of it.
/// </summary>
public sealed class EximRule
{
    private const int MostParts = 50;
    private const int MostCharacters = 2000;

    /// <summary>A hundred years.</summary>
    private const long LongestTime = 36_500L * 86_400;

    private EximRule(EximPart[] parts) => Parts = parts;

    internal EximPart[] Parts { get; }

    /// <summary>Reads a rule. Never throws, whatever the text.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static EximRuleError? TryParse(string text, out EximRule rule)
    {
        ArgumentNullException.ThrowIfNull(text);
        rule = new EximRule([]);
        if (text.Length > MostCharacters)
            return new EximRuleError(0, $"is longer than {MostCharacters} characters", "shorten it");
        var parts = new List<EximPart>();
        for (var from = 0; from <= text.Length;)
        {
            var to = text.IndexOf(';', from);
            if (to < 0)
                to = text.Length;
            // Exim takes a semicolon behind the last part.
            if (to == text.Length && parts.Count > 0 && string.IsNullOrWhiteSpace(text[from..]))
                break;
            if (parts.Count == MostParts)
                return new EximRuleError(from, $"has more than {MostParts} parts", "leave some out");
            if (new Reader(text, from, to).Part(out var part) is { } error)
                return error;
            if (parts.Count > 0 && part.Until <= parts[^1].Until)
                return new EximRuleError(from + Blanks(text, from, to), "ends no later than the part before it, and would never hold", "let every cutoff be later than the one before");
            parts.Add(part);
            from = to + 1;
        }
        rule = new EximRule([.. parts]);
        return null;
    }

    private static int Blanks(string text, int from, int to) => text.AsSpan(from, to - from) is var part ? part.Length - part.TrimStart(' ').Length : 0;

    /// <summary>Reads one part.</summary>
    private ref struct Reader(string text, int from, int to)
    {
        private int _at = from;

        public EximRuleError? Part(out EximPart part)
        {
            part = default;
            SkipBlanks();
            if (_at == to)
                return Wrong("has an empty part", "write a part such as 'F,2h,15m'");
            var kind = text[_at];
            if (kind is not ('F' or 'G' or 'H'))
                return kind == '*'
                    ? Wrong("begins with a pattern", "leave out the address and the error: write 'F,2h,15m' and so on")
                    : Wrong("has a part that begins with none of F, G and H", "write a part such as 'F,2h,15m'");
            _at++;
            long until = 0, interval = 0;
            var factor = 0;
            var error = Comma("the cutoff, such as '2h'") ?? Time(out until);
            error ??= Comma("the interval, such as '15m'") ?? Time(out interval);
            if (kind != 'F')
                error ??= Comma("the factor, such as '1.5'") ?? Factor(out factor);
            if (error is not null)
                return error;
            SkipBlanks();
            if (_at < to)
                return Wrong($"goes on behind the part of {kind}", kind == 'F' ? "F takes a cutoff and an interval; end the part with ';'" : $"{kind} takes a cutoff, an interval and a factor; end the part with ';'");
            part = new EximPart(kind, until, interval, factor);
            return null;
        }

        /// <summary>A time of Exim: numbers with w, d, h, m or s, in this order, such as 1h30m.</summary>
        private EximRuleError? Time(out long seconds)
        {
            seconds = 0;
            SkipBlanks();
            var begin = _at;
            var rank = -1;
            while (_at < to && char.IsAsciiDigit(text[_at]))
            {
                long number = 0;
                while (_at < to && char.IsAsciiDigit(text[_at]))
                    number = Math.Min(LongestTime + 1, number * 10 + text[_at++] - '0');
                var unit = _at < to ? "wdhms".IndexOf(text[_at], StringComparison.Ordinal) : -1;
                if (unit < 0)
                    return Wrong("has a time without a unit", "write w, d, h, m or s behind the number");
                if (unit <= rank)
                    return Wrong("has a time whose units are out of order", "write the longer ones first, such as '1h30m'");
                rank = unit;
                _at++;
                seconds = Math.Min(LongestTime + 1, seconds + number * (unit switch { 0 => 604_800, 1 => 86_400, 2 => 3600, 3 => 60, _ => 1 }));
            }
            if (rank < 0)
                return Wrong("has no time here", "write one such as '15m' or '1h30m'");
            if (seconds is > 0 and <= LongestTime)
                return null;
            _at = begin;
            return seconds == 0 ? Wrong("has a time of zero", "write at least '1s'") : Wrong("has a time that is too long", "the longest is '36500d'");
        }

        /// <summary>A fixed-point number with up to three decimals, from 1 to 1000.</summary>
        private EximRuleError? Factor(out int thousandths)
        {
            thousandths = 0;
            SkipBlanks();
            var begin = _at;
            while (_at < to && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
                _at++;
            var number = text.AsSpan(begin, _at - begin);
            var point = number.IndexOf('.');
            var good = decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value);
            (begin, _at) = (_at, begin);
            if (!good)
                return Wrong("has no factor here", "write a number such as '1.5'");
            if (point >= 0 && number.Length - point > 4)
                return Wrong("has a factor of more than three decimals", "Exim keeps thousandths");
            if (value is < 1 or > 1000)
                return Wrong("has a factor out of range", "it is from 1 to 1000");
            _at = begin;
            thousandths = (int)(value * 1000);
            return null;
        }

        private EximRuleError? Comma(string then)
        {
            SkipBlanks();
            if (_at == to || text[_at] != ',')
                return Wrong("lacks a comma here", $"write ',' and {then}");
            _at++;
            return null;
        }

        private void SkipBlanks()
        {
            while (_at < to && text[_at] == ' ')
                _at++;
        }

        private readonly EximRuleError Wrong(string message, string remedy) => new(_at, message, remedy);
    }
}
