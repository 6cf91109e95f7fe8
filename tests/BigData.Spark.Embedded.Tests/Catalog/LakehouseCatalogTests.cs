using BigData.Testing;

namespace BigData.Spark.Embedded.Catalog;

public sealed class LakehouseCatalogTests
{
    [Fact]
    public void Folders_with_a_log_are_tables_and_other_folders_are_not()
    {
        using TempFolder folder = new();
        MakeTable(folder, "gold/customer_rfm");
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "gold/notes"));
        MakeTable(folder, "_published/x");
        LakehouseCatalog catalog = new(folder.FullPath);

        Assert.Equal(["default", "gold"], catalog.Schemas().Select(schema => schema.Name));
        Assert.Equal(["customer_rfm"], catalog.Tables("gold").Select(table => table.Name));
        Assert.Null(catalog.FindSchema("_published"));
        Assert.Equal(Path.Combine(folder.FullPath, "gold", "customer_rfm"), catalog.FindTable("GOLD", "Customer_RFM")!.Location);
    }

    [Fact]
    public void A_table_elsewhere_is_found_by_its_name_also_by_the_next_session()
    {
        using TempFolder folder = new();
        using TempFolder elsewhere = new();
        MakeTable(elsewhere, "data");
        new LakehouseCatalog(folder.FullPath).Register(new CatalogTable("default", "far", "delta", Path.Combine(elsewhere.FullPath, "data"), Managed: false));

        CatalogTable? found = new LakehouseCatalog(folder.FullPath).FindTable("default", "far");

        Assert.Equal(Path.Combine(elsewhere.FullPath, "data"), found!.Location);
        Assert.True(File.Exists(Path.Combine(folder.FullPath, CatalogFile.FileName)));
    }

    [Fact]
    public void A_name_that_leads_to_its_own_folder_needs_no_entry()
    {
        using TempFolder folder = new();
        MakeTable(folder, "silver/lines");
        LakehouseCatalog catalog = new(folder.FullPath);

        catalog.Register(new CatalogTable("silver", "lines", "delta", Path.Combine(folder.FullPath, "silver", "lines"), Managed: false));

        Assert.False(File.Exists(Path.Combine(folder.FullPath, CatalogFile.FileName)));
        Assert.NotNull(catalog.FindTable("silver", "lines"));
    }

    [Fact]
    public void Dropping_an_external_table_keeps_its_folder_and_hides_its_name()
    {
        using TempFolder folder = new();
        MakeTable(folder, "silver/lines");
        LakehouseCatalog catalog = new(folder.FullPath);

        catalog.Drop(catalog.FindTable("silver", "lines")!);

        Assert.True(Directory.Exists(Path.Combine(folder.FullPath, "silver", "lines")));
        Assert.Null(catalog.FindTable("silver", "lines"));
        Assert.Empty(new LakehouseCatalog(folder.FullPath).Tables("silver"));
        catalog.Register(new CatalogTable("silver", "lines", "delta", Path.Combine(folder.FullPath, "silver", "lines"), Managed: false));
        Assert.NotNull(catalog.FindTable("silver", "lines"));
    }

    [Fact]
    public void Dropping_a_managed_table_deletes_its_folder()
    {
        using TempFolder folder = new();
        MakeTable(folder, "silver/lines");
        LakehouseCatalog catalog = new(folder.FullPath);
        catalog.Register(new CatalogTable("silver", "lines", "delta", Path.Combine(folder.FullPath, "silver", "lines"), Managed: true));

        catalog.Drop(catalog.FindTable("silver", "lines")!);

        Assert.False(Directory.Exists(Path.Combine(folder.FullPath, "silver", "lines")));
        Assert.Null(catalog.FindTable("silver", "lines"));
    }

    [Fact]
    public void A_damaged_catalog_file_names_itself()
    {
        using TempFolder folder = new();
        File.WriteAllText(Path.Combine(folder.FullPath, CatalogFile.FileName), "{ not json");

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => new LakehouseCatalog(folder.FullPath).Schemas());

        Assert.Contains(CatalogFile.FileName, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "any", true)]
    [InlineData("*", "any", true)]
    [InlineData("c*_RFM", "customer_rfm", true)]
    [InlineData("a|b*", "bcd", true)]
    [InlineData("customer", "customer_rfm", false)]
    [InlineData("*x", "rfm", false)]
    public void Patterns_match_whole_names(string? pattern, string name, bool expected) => Assert.Equal(expected, NamePattern.Matches(pattern, name));

    private static void MakeTable(TempFolder folder, string path) => Directory.CreateDirectory(Path.Combine(folder.FullPath, path, "_delta_log"));
}
