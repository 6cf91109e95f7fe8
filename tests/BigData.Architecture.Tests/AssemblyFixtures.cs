using BigData.Testing;

[assembly: AssemblyFixture(typeof(GoldenOrphans))]
