using System.Security.Cryptography;
using System.Text.Json;
using BigData.Testing;

namespace BigData.Architecture.Tests;

/// <summary>The samples are what their manifest says.</summary>
public sealed class DataSampleTests
{
    [Fact]
    public void The_tiny_shop_is_what_its_generator_makes()
    {
        if (Environment.GetEnvironmentVariable("BIGDATA_UPDATE_GOLDEN") == "1")
        {
            foreach ((string name, string text) in TinyShop.Files())
            {
                File.WriteAllText(RepositoryFiles.Sample("tiny-shop", name), text);
            }
        }

        string[] expected = [.. TinyShop.Files().Select(file => file.Name)];
        string[] present = [.. Directory.EnumerateFiles(RepositoryFiles.Sample("tiny-shop")).Select(path => Path.GetFileName(path)!).Order()];
        Assert.Equal(expected, present);
        Assert.All(TinyShop.Files(), file => Assert.Equal(file.Text, File.ReadAllText(RepositoryFiles.Sample("tiny-shop", file.Name))));
    }

    [Fact]
    public void The_manifest_names_every_folder_with_origin_licence_and_content()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.Sample("manifest.json")));
        Dictionary<string, JsonElement> sets = manifest.RootElement.GetProperty("dataSets").EnumerateArray()
            .ToDictionary(set => set.GetProperty("folder").GetString()!);
        Assert.Equal(
            Directory.EnumerateDirectories(RepositoryFiles.Sample()).Select(path => Path.GetFileName(path)!).Order(),
            sets.Keys.Order());
        foreach ((string folder, JsonElement set) in sets)
        {
            Assert.False(string.IsNullOrWhiteSpace(set.GetProperty("origin").GetString()));
            Assert.False(string.IsNullOrWhiteSpace(set.GetProperty("licence").GetString()));
            string[] files = [.. Directory.EnumerateFiles(RepositoryFiles.Sample(folder), "*", SearchOption.AllDirectories).OrderBy(path => path.Replace('\\', '/'), StringComparer.Ordinal)];
            Assert.Equal(set.GetProperty("files").GetInt32(), files.Length);
            Assert.Equal(set.GetProperty("sha256").GetString(), Digest(files));
        }
    }

    private static string Digest(string[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
