using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using BigData.DuckDb.Functions;
using BigData.Spark.Sql.Types;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Spark's hashes.</summary>
internal static class HashKernels
{
    public static NativeKernel Sha1 { get; } = new("spark_sha1", static () => DuckDbFunction.Create<byte[], string>("spark_sha1", static bytes => Convert.ToHexStringLower(Sha1Of(bytes))));

    public static NativeKernel Sha2 { get; } = new("spark_sha2", static () => DuckDbFunction.Create<byte[], int, string?>("spark_sha2", static (bytes, bits) => bits switch
    {
        0 or 256 => Convert.ToHexStringLower(SHA256.HashData(bytes)),
        384 => Convert.ToHexStringLower(SHA384.HashData(bytes)),
        512 => Convert.ToHexStringLower(SHA512.HashData(bytes)),
        224 => Sha224.Hash(bytes),
        _ => null,
    }));

    public static NativeKernel Crc32 { get; } = new("spark_crc32", static () => DuckDbFunction.Create<byte[], long>("spark_crc32", static bytes => Checksum(bytes)));

    public static NativeKernel Unhex { get; } = new("spark_unhex", static () => DuckDbFunction.Create<string, byte[]?>("spark_unhex", static text =>
    {
        string even = text.Length % 2 == 0 ? text : "0" + text;
        return even.All(char.IsAsciiHexDigit) ? Convert.FromHexString(even) : null;
    }));

    public static NativeKernel Conv { get; } = new("spark_conv", static () => DuckDbFunction.Create<string, int, int, string?>("spark_conv", BaseConversion.Convert));

    /// <summary>SQL that gives a value in the form that the kernels of its type take; null for types that they do not hash.</summary>
    public static string? Prepared(DataType type, string value) => type switch
    {
        BooleanType or ByteType or ShortType or IntegerType => $"CAST({value} AS INTEGER)",
        DateType => $"CAST(({value}) - DATE '1970-01-01' AS INTEGER)",
        LongType => value,
        TimestampType or TimestampNtzType => $"epoch_us({value})",
        DecimalType { Precision: <= 18 } d => $"CAST(({value}) * 1{new string('0', d.Scale)} AS BIGINT)",
        FloatType or DoubleType => $"CAST({value} AS DOUBLE)",
        StringType or CharType or VarcharType => $"encode({value})",
        BinaryType => value,
        NullType => value,
        _ => null,
    };

    public static NativeKernel Murmur3(DataType type) => Seeded<int>("spark_murmur3_", "INTEGER", type, Murmur.HashInt, Murmur.HashLong, Murmur.HashBytes);

    public static NativeKernel XxHash64(DataType type) => Seeded<long>("spark_xxhash64_", "BIGINT", type, XxHash.HashInt, XxHash.HashLong, XxHash.HashBytes);

    private delegate T BytesHash<T>(ReadOnlySpan<byte> bytes, T seed);

    private static NativeKernel Seeded<T>(string prefix, string seedType, DataType type, Func<int, T, T> ofInt, Func<long, T, T> ofLong, BytesHash<T> ofBytes)
        where T : unmanaged
    {
        (string kind, string parameter) = type switch
        {
            StringType or CharType or VarcharType or BinaryType => ("bytes", "BLOB"),
            FloatType => ("float", "DOUBLE"),
            DoubleType => ("double", "DOUBLE"),
            LongType or TimestampType or TimestampNtzType or DecimalType => ("long", "BIGINT"),
            _ => ("int", "INTEGER"),
        };
        string name = prefix + kind;
        return new NativeKernel(name, () => new DuckDbFunction
        {
            Name = name,
            Parameters = [parameter, seedType],
            Result = seedType,
            Strict = false,
            Body = (arguments, output, rows) =>
            {
                ReadOnlySpan<T> seeds = arguments.Values<T>(1);
                Span<T> results = output.Values<T>();
                for (int row = 0; row < rows; row++)
                {
                    results[row] = arguments.IsNull(0, row) ? seeds[row] : kind switch
                    {
                        "bytes" => ofBytes(arguments.Bytes(0, row), seeds[row]),
                        "long" => ofLong(arguments.Values<long>(0)[row], seeds[row]),
                        "int" => ofInt(arguments.Values<int>(0)[row], seeds[row]),
                        "float" => ofInt(BitConverter.SingleToInt32Bits((float)arguments.Values<double>(0)[row] + 0f), seeds[row]),
                        _ => ofLong(BitConverter.DoubleToInt64Bits(arguments.Values<double>(0)[row] + 0d), seeds[row]),
                    };
                }
            },
        });
    }

#pragma warning disable CA5350 // Spark's function of that name; nothing is secured by it.
    private static byte[] Sha1Of(byte[] bytes) => SHA1.HashData(bytes);
#pragma warning restore CA5350

    private static long Checksum(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        return ~crc;
    }
}

/// <summary>Numbers in other bases.</summary>
internal static class BaseConversion
{
    public static string? Convert(string text, int from, int to)
    {
        if (from is < 2 or > 36 || Math.Abs(to) is < 2 or > 36)
        {
            return null;
        }

        string trimmed = text.Trim();
        bool negative = trimmed.StartsWith('-');
        BigInteger value = 0;
        bool any = false;
        foreach (char c in trimmed.AsSpan(negative ? 1 : 0))
        {
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToUpperInvariant(c) - 'A' + 10 : 99;
            if (digit >= from)
            {
                break;
            }

            value = BigInteger.Min((value * from) + digit, ulong.MaxValue);
            any = true;
        }

        if (!any && trimmed.Length == 0)
        {
            return null;
        }

        ulong bits = unchecked(negative ? (ulong)-(long)(ulong)value : (ulong)value);
        bool isSigned = to < 0 && (long)bits < 0;
        BigInteger rest = isSigned ? -new BigInteger((long)bits) : bits;
        StringBuilder digits = new();
        do
        {
            digits.Insert(0, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(int)(rest % Math.Abs(to))]);
            rest /= Math.Abs(to);
        }
        while (!rest.IsZero);
        return (isSigned ? "-" : string.Empty) + digits;
    }
}
