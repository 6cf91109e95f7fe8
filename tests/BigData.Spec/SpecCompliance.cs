using System.Reflection;

namespace BigData.Spec;

/// <summary>Fails when an engine does not inherit a suite.</summary>
public abstract class SpecCompliance
{
    /// <summary>The assembly of the engine's subclasses.</summary>
    protected abstract Assembly Tests { get; }

    [Fact]
    public void Every_suite_is_inherited_by_the_engine()
    {
        Type[] suites = [.. typeof(SpecSuite).Assembly.GetTypes().Where(t => t.IsAbstract && t.Name.EndsWith("Spec", StringComparison.Ordinal) && t.IsSubclassOf(typeof(SpecSuite)))];
        Type[] inherited = [.. Tests.GetTypes().Where(t => !t.IsAbstract).Select(t => t.BaseType!)];
        Assert.NotEmpty(suites);
        Assert.Empty(suites.Except(inherited).Select(t => t.Name));
    }
}
