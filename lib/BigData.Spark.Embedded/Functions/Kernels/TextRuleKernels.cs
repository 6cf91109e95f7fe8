using System.Numerics;
using System.Text;
using BigData.DuckDb.Functions;
using BigData.Spark.Errors;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Checks, hides and converts text.</summary>
internal static class TextRuleKernels
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static NativeKernel Luhn { get; } = new("spark_luhn", static () => DuckDbFunction.Create<string, bool>("spark_luhn", static text => IsLuhn(text)));

    public static NativeKernel IsUtf8 { get; } = new("spark_is_utf8", static () => DuckDbFunction.Create<byte[], bool>("spark_is_utf8", static bytes => IsValid(bytes)));

    public static NativeKernel ToUtf8 { get; } = new("spark_to_utf8", static () => DuckDbFunction.Create<byte[], string>("spark_to_utf8", static bytes => Encoding.UTF8.GetString(bytes)));

    public static NativeKernel BitCount { get; } = new("spark_bitmap_count", static () => DuckDbFunction.Create<byte[], long>(
        "spark_bitmap_count", static bytes => bytes.Sum(static b => (long)BitOperations.PopCount(b))));

    /// <summary>Text and the characters that take the place of capital letters, small letters, digits and others.</summary>
    public static NativeKernel Mask { get; } = new("spark_mask", static () => new DuckDbFunction
    {
        Name = "spark_mask",
        Parameters = ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR"],
        Result = "VARCHAR",
        Strict = false,
        Body = static (arguments, output, rows) =>
        {
            for (int row = 0; row < rows; row++)
            {
                if (arguments.IsNull(0, row))
                {
                    output.SetNull(row);
                }
                else
                {
                    output.SetText(row, Masked(arguments.Text(0, row), Given(arguments, 1, row), Given(arguments, 2, row), Given(arguments, 3, row), Given(arguments, 4, row)));
                }
            }
        },
    });

    /// <summary>The bytes of hexadecimal digits.</summary>
    public static NativeKernel FromHex(bool quiet)
    {
        string name = quiet ? "spark_try_hex" : "spark_from_hex";
        return new NativeKernel(name, () => DuckDbFunction.Create<string, byte[]?>(name, text =>
        {
            string even = text.Length % 2 == 0 ? text : "0" + text;
            return even.All(char.IsAsciiHexDigit) ? Convert.FromHexString(even) : quiet ? null : throw Invalid(text, "HEX");
        }));
    }

    /// <summary>The bytes of base 64.</summary>
    public static NativeKernel FromBase64(bool quiet)
    {
        string name = quiet ? "spark_try_base64" : "spark_from_base64";
        return new NativeKernel(name, () => DuckDbFunction.Create<string, byte[]?>(name, text =>
        {
            byte[] bytes = new byte[((text.Length * 3) + 3) / 4];
            return Convert.TryFromBase64String(text, bytes, out int written) ? bytes[..written] : quiet ? null : throw Invalid(text, "BASE64");
        }));
    }

    private static Sql.SparkException Invalid(string text, string format) => SparkErrors.CreateAs(
        nameof(Sql.SparkIllegalArgumentException), "CONVERSION_INVALID_INPUT", [], null, ("str", $"'{text}'"), ("fmt", $"'{format}'"), ("targetType", "\"BINARY\""), ("suggestion", "`try_to_binary`"));

    private static string? Given(DuckDbArguments arguments, int argument, int row) => arguments.IsNull(argument, row) ? null : arguments.Text(argument, row);

    private static string Masked(string text, string? upper, string? lower, string? digit, string? other) => string.Concat(text.Select(c =>
    {
        string? mask = char.IsUpper(c) ? upper : char.IsLower(c) ? lower : char.IsDigit(c) ? digit : other;
        return mask ?? c.ToString();
    }));

    private static bool IsLuhn(string text)
    {
        int sum = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }

            int digit = text[i] - '0';
            int weighted = (text.Length - i) % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return text.Length > 0 && sum % 10 == 0;
    }

    private static bool IsValid(byte[] bytes)
    {
        try
        {
            Strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
