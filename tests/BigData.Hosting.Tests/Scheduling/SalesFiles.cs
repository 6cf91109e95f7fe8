using System.Globalization;
using System.Text;

namespace BigData.Hosting.Tests.Scheduling;

/// <summary>Made-up daily files of sales: some at the edges of the local day, some of customers who come back.</summary>
internal static class SalesFiles
{
    private const int Seed = 327;
    private const int Sales = 12;
    private const int Customers = 20;

    public static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".csv";

    public static string Text(DateOnly day)
    {
        Random random = new(Seed + day.DayNumber);
        StringBuilder text = new("sale_id,customer,pieces,sold_at\n");
        for (int i = 0; i < Sales; i++)
        {
            // The first and the last minute of the day tell whether its edges are those of the business zone.
            TimeOnly time = i switch { 0 => new TimeOnly(0, 0), 1 => new TimeOnly(23, 59, 59), _ => new TimeOnly(random.Next(8, 20), random.Next(60)) };
            text.Append(CultureInfo.InvariantCulture, $"{day:yyMMdd}{i:00},c{random.Next(Customers)},{random.Next(1, 9)},{day:yyyy-MM-dd} {time:HH:mm:ss}\n");
        }

        return text.ToString();
    }
}
