using System.Reflection;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>No class of this folder tests one store alone.</summary>
public sealed class ConformanceSuiteTests
{
    /// <summary>Every class here that declares a test.</summary>
    public static TheoryData<Type> Features => [.. typeof(ConformanceSuiteTests).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(ConformanceSuiteTests).Namespace && type != typeof(ConformanceSuiteTests))
        .Where(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Any(method => method.IsDefined(typeof(FactAttribute), inherit: true)))];

    [Theory, MemberData(nameof(Features))]
    public void Feature_RunsOnBothStores(Type feature)
    {
        Assert.True(feature.IsAbstract, $"{feature.Name} runs on one store: make it abstract, with a subclass for each.");
        string[] stores = [.. feature.Assembly.GetTypes().Where(type => type.BaseType == feature).Select(type => type.Name).Order(StringComparer.Ordinal)];
        Assert.Equal([$"InMemory{feature.Name}", $"Postgres{feature.Name}"], stores);
    }
}
