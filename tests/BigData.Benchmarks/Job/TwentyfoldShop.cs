using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace BigData.Benchmarks.Job;

/// <summary>The 305 retail files, each line twenty times, with order and customer ids that tell the copies apart.</summary>
internal static class TwentyfoldShop
{
    private const int Copies = 20;

    public static void Write(string sampleFolder, string targetFolder)
    {
        Directory.CreateDirectory(targetFolder);
        Parallel.ForEach(Directory.GetFiles(sampleFolder, "*.csv.gz"), file =>
            WriteFile(file, Path.Combine(targetFolder, Path.GetFileName(file))));
    }

    private static void WriteFile(string source, string target)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(source), CompressionMode.Decompress), Encoding.UTF8);
        using var writer = new StreamWriter(new GZipStream(File.Create(target), CompressionLevel.Fastest), new UTF8Encoding(false));
        writer.NewLine = "\n";
        writer.WriteLine(reader.ReadLine());
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int copy = 0; copy < Copies; copy++)
        {
            string suffix = copy.ToString("00", CultureInfo.InvariantCulture);
            foreach (string line in lines)
            {
                writer.WriteLine(WithSuffix(line.TrimEnd('\r'), suffix));
            }
        }
    }

    // The invoice is the first field, the customer the one before the last; neither is ever quoted in this data.
    private static string WithSuffix(string line, string suffix)
    {
        int invoiceEnd = line.IndexOf(',', StringComparison.Ordinal);
        int countryStart = line.LastIndexOf(',');
        int customerStart = line.LastIndexOf(',', countryStart - 1) + 1;
        string customer = line[customerStart..countryStart];
        string suffixed = customer.Length == 0 ? customer : customer.Replace(".0", suffix + ".0", StringComparison.Ordinal);
        return string.Concat(line[..invoiceEnd], suffix, line[invoiceEnd..customerStart], suffixed + line[countryStart..]);
    }
}
