using System.Globalization;
using System.Text;

namespace BigData.Testing;

/// <summary>
/// Makes the tiny shop of <c>data-samples/tiny-shop</c>: ten daily files of twenty lines, in the layout of the retail files,
/// with one example of every trap that the main job knows (cancellation, adjustment, missing customer, repeated line, zero and
/// negative price, charge that is not a product, quotes and commas in a description, an unmapped country, an ambiguous hour).
/// </summary>
public static class TinyShop
{
    /// <summary>The header line of every file.</summary>
    public const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    private const int Seed = 20241020;
    private const int LinesPerFile = 20;

    private static readonly DateOnly FirstDay = new(2024, 10, 18);

    private static readonly (string Code, string Description, decimal Price)[] Products =
    [
        ("20001", "BLUE TEACUP", 2.10m),
        ("20002", "RED TEAPOT", 8.95m),
        ("20003", "\"SET OF 3, WHITE PLATES\"", 6.25m),
        ("20004A", "CANDLE 12\"\"", 1.65m),
        ("20004b", "GARDEN BELL", 3.75m),
        ("20005", "PAPER STAR", 0.42m),
        ("20006", "WOODEN BOX", 12.75m),
        ("POST", "POSTAGE", 4.00m),
    ];

    private static readonly (string Id, string Country)[] Customers =
    [
        ("101.0", "United Kingdom"), ("102.0", "United Kingdom"), ("103.0", "United Kingdom"), ("104.0", "United Kingdom"),
        ("105.0", "EIRE"), ("106.0", "France"), ("107.0", "Germany"), ("108.0", "Channel Islands"),
        ("109.0", "USA"), ("110.0", "RSA"), ("111.0", "Atlantis"), ("", "United Kingdom"),
    ];

    // Line numbers (of all 200) that carry a trap: the rest of the line is replaced.
    private static readonly Dictionary<int, string> Traps = new()
    {
        [37] = "C9001,20002,RED TEAPOT,-1,2024-10-19 10:15:00,8.95,101.0,United Kingdom",
        [58] = "A9002,B,Adjust bad debt,1,2024-10-20 11:00:00,-25.5,,United Kingdom",
        [79] = "9003,20006,,-4,2024-10-21 09:30:00,0.0,,United Kingdom",
        [98] = "9004,20001,BLUE TEACUP,3,2024-10-22 16:45:00,0.0,103.0,United Kingdom",
        [99] = "9004,20001,BLUE TEACUP,3,2024-10-22 16:45:00,0.0,103.0,United Kingdom",
        [185] = "9005,20005,PAPER STAR,24,2024-10-27 01:30:00,0.42,106.0,France",
    };

    /// <summary>Name and text of every file, in the order of the days.</summary>
    public static IEnumerable<(string Name, string Text)> Files()
    {
        var random = new Random(Seed);
        int line = 0;
        int invoice = 1000;
        for (int day = 0; day < 10; day++)
        {
            DateOnly date = FirstDay.AddDays(day);
            StringBuilder text = new StringBuilder(Header).Append('\n');
            int left = 0;
            (string Id, string Country) customer = default;
            TimeOnly time = new(9, 0);
            for (int i = 0; i < LinesPerFile; i++, line++)
            {
                if (left == 0)
                {
                    left = random.Next(1, 6);
                    invoice++;
                    customer = Customers[random.Next(Customers.Length)];
                    time = time.AddMinutes(random.Next(5, 40));
                }

                left--;
                text.Append(Traps.TryGetValue(line, out string? trap) ? trap : Line(random, invoice, date, time, customer)).Append('\n');
            }

            yield return (string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}.csv"), text.ToString());
        }
    }

    private static string Line(Random random, int invoice, DateOnly date, TimeOnly time, (string Id, string Country) customer)
    {
        (string code, string description, decimal price) = Products[random.Next(Products.Length)];
        string quoted = description.Contains("\"\"", StringComparison.Ordinal) ? $"\"{description}\"" : description;
        int quantity = random.Next(1, 13);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{invoice},{code},{quoted},{quantity},{date:yyyy-MM-dd} {time:HH:mm:ss},{price},{customer.Id},{customer.Country}");
    }
}
