using System.Buffers.Binary;
using System.Numerics;

namespace BigData.Spark.Embedded.Functions;

/// <summary>Murmur3 with 32 bits as Spark computes it: the bytes behind the last whole word are mixed one by one, with their sign.</summary>
internal static class Murmur
{
    public static int HashInt(int value, int seed) => Finish(Mix((uint)seed, (uint)value), 4);

    public static int HashLong(long value, int seed) => Finish(Mix(Mix((uint)seed, (uint)value), (uint)(value >> 32)), 8);

    public static int HashBytes(ReadOnlySpan<byte> bytes, int seed)
    {
        uint hash = (uint)seed;
        int whole = bytes.Length & ~3;
        for (int i = 0; i < whole; i += 4)
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]));
        }

        for (int i = whole; i < bytes.Length; i++)
        {
            hash = Mix(hash, (uint)(sbyte)bytes[i]);
        }

        return Finish(hash, bytes.Length);
    }

    private static uint Mix(uint hash, uint value)
    {
        uint k = BitOperations.RotateLeft(value * 0xcc9e2d51u, 15) * 0x1b873593u;
        return (BitOperations.RotateLeft(hash ^ k, 13) * 5) + 0xe6546b64u;
    }

    private static int Finish(uint hash, int length)
    {
        hash ^= (uint)length;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
        return (int)(hash ^ (hash >> 16));
    }
}

/// <summary>xxHash with 64 bits.</summary>
internal static class XxHash
{
    private const ulong P1 = 0x9E3779B185EBCA87;
    private const ulong P2 = 0xC2B2AE3D27D4EB4F;
    private const ulong P3 = 0x165667B19E3779F9;
    private const ulong P4 = 0x85EBCA77C2B2AE63;
    private const ulong P5 = 0x27D4EB2F165667C5;

    public static long HashInt(int value, long seed)
    {
        ulong hash = (ulong)seed + P5 + 4;
        hash ^= (uint)value * P1;
        return Finish((BitOperations.RotateLeft(hash, 23) * P2) + P3);
    }

    public static long HashLong(long value, long seed) => Finish(Word((ulong)seed + P5 + 8, (ulong)value));

    public static long HashBytes(ReadOnlySpan<byte> bytes, long seed)
    {
        ulong hash = bytes.Length >= 32 ? Stripes(ref bytes, (ulong)seed, out int length) + (ulong)length : (ulong)seed + P5 + (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = Word(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        if (bytes.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(bytes) * P1), 23) * P2) + P3;
            bytes = bytes[4..];
        }

        foreach (byte b in bytes)
        {
            hash = BitOperations.RotateLeft(hash ^ (b * P5), 11) * P1;
        }

        return Finish(hash);
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> bytes, ulong seed, out int length)
    {
        length = bytes.Length;
        ulong a = seed + P1 + P2;
        ulong b = seed + P2;
        ulong c = seed;
        ulong d = seed - P1;
        while (bytes.Length >= 32)
        {
            a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
            d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
            bytes = bytes[32..];
        }

        ulong hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        hash = ((hash ^ Round(0, a)) * P1) + P4;
        hash = ((hash ^ Round(0, b)) * P1) + P4;
        hash = ((hash ^ Round(0, c)) * P1) + P4;
        return ((hash ^ Round(0, d)) * P1) + P4;
    }

    private static ulong Round(ulong lane, ulong value) => BitOperations.RotateLeft(lane + (value * P2), 31) * P1;

    private static ulong Word(ulong hash, ulong value) => (BitOperations.RotateLeft(hash ^ Round(0, value), 27) * P1) + P4;

    private static long Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * P2;
        hash = (hash ^ (hash >> 29)) * P3;
        return (long)(hash ^ (hash >> 32));
    }
}

/// <summary>SHA-224, which .NET does not have: SHA-256 with other first values, cut to 28 bytes.</summary>
internal static class Sha224
{
    public static string Hash(byte[] message)
    {
        uint[] state = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];
        int padded = ((message.Length + 8) / 64 * 64) + 64;
        byte[] data = new byte[padded];
        message.CopyTo(data, 0);
        data[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(data.AsSpan(padded - 8), (ulong)message.Length * 8);
        for (int block = 0; block < padded; block += 64)
        {
            Block(state, data.AsSpan(block, 64));
        }

        return string.Concat(state.Take(7).Select(word => word.ToString("x8", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static readonly uint[] Constants = MakeConstants();

    private static void Block(uint[] state, ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[64];
        for (int i = 0; i < 16; i++)
        {
            w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        }

        for (int i = 16; i < 64; i++)
        {
            uint s0 = BitOperations.RotateRight(w[i - 15], 7) ^ BitOperations.RotateRight(w[i - 15], 18) ^ (w[i - 15] >> 3);
            uint s1 = BitOperations.RotateRight(w[i - 2], 17) ^ BitOperations.RotateRight(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }

        Span<uint> v = stackalloc uint[8];
        state.CopyTo(v);
        for (int i = 0; i < 64; i++)
        {
            uint s1 = BitOperations.RotateRight(v[4], 6) ^ BitOperations.RotateRight(v[4], 11) ^ BitOperations.RotateRight(v[4], 25);
            uint t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + Constants[i] + w[i];
            uint s0 = BitOperations.RotateRight(v[0], 2) ^ BitOperations.RotateRight(v[0], 13) ^ BitOperations.RotateRight(v[0], 22);
            uint t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            v[..7].CopyTo(v[1..]);
            v[4] += t1;
            v[0] = t1 + t2;
        }

        for (int i = 0; i < 8; i++)
        {
            state[i] += v[i];
        }
    }

    // The first 32 bits behind the point of the cube roots of the first 64 primes.
    private static uint[] MakeConstants()
    {
        List<uint> constants = [];
        for (int candidate = 2; constants.Count < 64; candidate++)
        {
            if (Enumerable.Range(2, Math.Max(0, (int)Math.Sqrt(candidate) - 1)).All(d => candidate % d != 0))
            {
                BigInteger root = CubeRoot(new BigInteger(candidate) << 96);
                constants.Add((uint)(root & uint.MaxValue));
            }
        }

        return [.. constants];
    }

    private static BigInteger CubeRoot(BigInteger value)
    {
        BigInteger low = 0;
        BigInteger high = BigInteger.One << 40;
        while (high - low > 1)
        {
            BigInteger middle = (low + high) / 2;
            (low, high) = middle * middle * middle <= value ? (middle, high) : (low, middle);
        }

        return low;
    }
}
