[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(BigData.Activation.Tests.EmbeddedSpark))]
