using System.Globalization;
using System.Numerics;
using System.Text;
using BigData.Spark.Embedded.Plans;
using BigData.Spark.Embedded.Resolving;
using BigData.Spark.Sql;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>
/// A pattern of <c>to_char</c> and <c>to_number</c>: <c>[MI|S] [$] digits [. digits] [$] [PR|MI|S]</c>, where digits are 0 (always shown), 9 (a blank where
/// there is none) and group separators.
/// </summary>
internal sealed class NumberPattern
{
    private enum Sign
    {
        None,
        LeadingMinus,
        LeadingSign,
        TrailingMinus,
        TrailingSign,
        Brackets,
    }

    private readonly string _text;
    private readonly Sign _sign;
    private readonly bool _hasDollar;

    // The part before the point from left to right: 0, 9 or a comma; and how many digits may stand behind it.
    private readonly string _whole;
    private readonly int _fraction;
    private readonly bool _hasPoint;

    private NumberPattern(string text, Sign sign, bool hasDollar, string whole, int fraction, bool hasPoint)
        => (_text, _sign, _hasDollar, _whole, _fraction, _hasPoint) = (text, sign, hasDollar, whole, fraction, hasPoint);

    /// <summary>The decimal that the pattern's digits fill.</summary>
    public DecimalType Type => new(_whole.Count(char.IsAsciiDigit) + _fraction, _fraction);

    /// <exception cref="AnalysisException">INVALID_FORMAT: the text is no pattern.</exception>
    public static NumberPattern Compile(string format, Expression? syntax)
    {
        string text = format.ToUpperInvariant().Replace('G', ',').Replace('D', '.');
        if (text.Length == 0)
        {
            throw AnalysisErrors.Make("INVALID_FORMAT.EMPTY", syntax, ("format", format));
        }

        string rest = text;
        Sign sign = Take(ref rest, "MI", atEnd: false) ? Sign.LeadingMinus : Take(ref rest, "S", atEnd: false) ? Sign.LeadingSign : Sign.None;
        bool hasDollar = Take(ref rest, "$", atEnd: false);
        if (sign == Sign.None)
        {
            sign = Take(ref rest, "PR", atEnd: true) ? Sign.Brackets : Take(ref rest, "MI", atEnd: true) ? Sign.TrailingMinus : Take(ref rest, "S", atEnd: true) ? Sign.TrailingSign : sign;
        }

        hasDollar |= Take(ref rest, "$", atEnd: true);
        string[] parts = rest.Split('.');
        bool isPlain = parts.Length <= 2 && parts[0].All(c => c is '0' or '9' or ',') && (parts.Length == 1 || parts[1].All(c => c is '0' or '9'));
        int digits = rest.Count(char.IsAsciiDigit);
        return isPlain && digits is > 0 and <= DecimalType.MaxPrecision
            ? new NumberPattern(format, sign, hasDollar, parts[0], parts.Length == 1 ? 0 : parts[1].Length, parts.Length == 2)
            : throw AnalysisErrors.Make("INVALID_FORMAT.WRONG_NUM_DIGIT", syntax, ("format", $"'{format.ToUpperInvariant()}'"));
    }

    /// <summary>The number as text; digits that do not fit turn all digits to #.</summary>
    /// <param name="unscaled">The digits.</param>
    /// <param name="scale">How many of them stand behind the point.</param>
    public string Format(BigInteger unscaled, int scale)
    {
        while (scale > 0 && unscaled % 10 == 0)
        {
            unscaled /= 10;
            scale--;
        }

        string all = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string whole = all[..^scale].TrimStart('0');
        string fraction = all[^scale..].PadRight(_fraction, '0');
        bool fits = whole.Length <= _whole.Count(char.IsAsciiDigit) && fraction.Length <= _fraction;
        StringBuilder text = new(fits ? Whole(whole) : _whole.Replace('0', '#').Replace('9', '#'));
        if (_hasPoint)
        {
            bool isEmpty = text.Length > 0 && text[^1] == ' ';
            text = isEmpty ? text.Remove(text.Length - 1, 1).Append('0') : text;
            text.Append('.').Append(fits ? fraction : new string('#', _fraction));
        }

        return Signed(_hasDollar ? "$" + text : text.ToString(), unscaled.Sign < 0);
    }

    private string Whole(string digits)
    {
        char[] text = new char[_whole.Length];
        int next = digits.Length - 1;
        int firstZero = _whole.IndexOf('0', StringComparison.Ordinal);
        for (int i = _whole.Length - 1; i >= 0; i--)
        {
            bool isForced = firstZero >= 0 && i >= firstZero;
            text[i] = _whole[i] == ',' ? (next >= 0 || isForced ? ',' : ' ') : next >= 0 ? digits[next--] : isForced ? '0' : ' ';
        }

        return new string(text);
    }

    private string Signed(string text, bool isNegative) => _sign switch
    {
        Sign.LeadingMinus => (isNegative ? "-" : " ") + text,
        Sign.LeadingSign => (isNegative ? "-" : "+") + text,
        Sign.TrailingMinus => text + (isNegative ? "-" : " "),
        Sign.TrailingSign => text + (isNegative ? "-" : "+"),
        Sign.Brackets => isNegative ? $"<{text}>" : text + "  ",
        _ => text,
    };

    /// <summary>The number that a text of this pattern stands for, unscaled to <see cref="Type"/>.</summary>
    public bool TryParse(string input, out BigInteger unscaled)
    {
        unscaled = default;
        string text = input.Trim();
        bool isNegative = TakeSign(ref text);
        if (_hasDollar && !Take(ref text, "$", atEnd: false))
        {
            return false;
        }

        string[] parts = text.Split('.');
        string fraction = parts.Length == 2 ? parts[1] : string.Empty;
        if (parts.Length > 2 || (parts.Length == 2 && !_hasPoint) || fraction.Length > _fraction || !fraction.All(char.IsAsciiDigit) || !FitsGroups(parts[0]))
        {
            return false;
        }

        string digits = parts[0].Replace(",", string.Empty, StringComparison.Ordinal) + fraction.PadRight(_fraction, '0');
        if (digits.Length == 0 || (parts[0].Length == 0 && fraction.Length == 0))
        {
            return false;
        }

        unscaled = BigInteger.Parse(digits, CultureInfo.InvariantCulture) * (isNegative ? -1 : 1);
        return true;
    }

    // Groups are met from the point to the left: all but the first one must be full.
    private bool FitsGroups(string whole)
    {
        string[] wanted = _whole.Split(',');
        string[] given = whole.Split(',');
        for (int i = 0; i < wanted.Length; i++)
        {
            string pattern = wanted[^(i + 1)];
            string digits = i < given.Length ? given[^(i + 1)] : string.Empty;
            bool isLast = i >= given.Length - 1;
            bool isExact = pattern.StartsWith('0') || !isLast;
            if (!digits.All(char.IsAsciiDigit) || digits.Length > pattern.Length || (isExact && digits.Length != pattern.Length))
            {
                return false;
            }
        }

        return given.Length <= wanted.Length;
    }

    private bool TakeSign(ref string text)
    {
        switch (_sign)
        {
            case Sign.Brackets when text.StartsWith('<') && text.EndsWith('>'):
                text = text[1..^1];
                return true;
            case Sign.LeadingMinus or Sign.LeadingSign or Sign.TrailingMinus or Sign.TrailingSign:
                bool atEnd = _sign is Sign.TrailingMinus or Sign.TrailingSign;
                bool isMinus = Take(ref text, "-", atEnd);
                if (!isMinus && _sign is Sign.LeadingSign or Sign.TrailingSign)
                {
                    Take(ref text, "+", atEnd);
                }

                return isMinus;
            default:
                return false;
        }
    }

    private static bool Take(ref string text, string part, bool atEnd)
    {
        bool hit = atEnd ? text.EndsWith(part, StringComparison.Ordinal) : text.StartsWith(part, StringComparison.Ordinal);
        text = !hit ? text : atEnd ? text[..^part.Length] : text[part.Length..];
        return hit;
    }

    public override string ToString() => _text;
}
