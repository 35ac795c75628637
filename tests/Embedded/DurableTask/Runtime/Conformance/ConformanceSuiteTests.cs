namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

public sealed class ConformanceSuiteTests
{
    public static TheoryData<Type> Features => [.. typeof(ConformanceTests).Assembly.GetTypes()
        .Where(type => type.IsAbstract && type.IsSubclassOf(typeof(ConformanceTests)))];

    [Theory, MemberData(nameof(Features))]
    public void Feature_RunsOnBothStores(Type feature)
    {
        string[] stores = [.. feature.Assembly.GetTypes().Where(type => type.BaseType == feature).Select(type => type.Name).Order(StringComparer.Ordinal)];
        Assert.Equal([$"InMemory{feature.Name}", $"Postgres{feature.Name}"], stores);
    }
}
