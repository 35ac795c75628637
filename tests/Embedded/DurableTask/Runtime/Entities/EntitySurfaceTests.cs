using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

/// <summary>The public types by themselves.</summary>
public sealed class EntitySurfaceTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "@")]
    [InlineData("Counter", "@counter")]
    [InlineData("@Counter", "@counter")]
    [InlineData("Counter@Key", "@counter@Key")]
    [InlineData("@Counter@Key@More", "@counter@Key@More")]
    public void Prefix_OfAQuery_IsBroughtToTheFormOfIds(string? given, string? expected) =>
        Assert.Equal(expected, new EntityQuery { InstanceIdStartsWith = given }.InstanceIdStartsWith);

    [Fact]
    public void Metadata_IsWrittenWithWhatThereIs()
    {
        EntityInstanceId id = new("Counter", "a");
        DateTimeOffset at = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Assert.Equal(
            """{"id":"@counter@a","lastModifiedTime":"2026-01-02T03:04:05+00:00","backlogQueueSize":2,"lockedBy":"one","state":{"n":1}}""",
            JsonSerializer.Serialize(
                new EntityMetadata<Dictionary<string, int>>(id, new() { ["n"] = 1 }) { LastModifiedTime = at, BacklogQueueSize = 2, LockedBy = "one" },
                JsonSerializerOptions.Web));
        Assert.Equal(
            """{"Id":"@counter@a","LastModifiedTime":"2026-01-02T03:04:05+00:00","State":"1"}""",
            JsonSerializer.Serialize(new EntityMetadata(id, new SerializedData("1")) { LastModifiedTime = at }));
        Assert.Equal("\"@counter@a\"", JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<EntityInstanceId>("\"@Counter@a\""));
    }

    [Fact]
    public void State_ThatWasNotFetched_IsNotReadAsADefault()
    {
        EntityMetadata<int> metadata = new(new EntityInstanceId("c", "a"));
        Assert.False(metadata.IncludesState);
        Assert.Throws<InvalidOperationException>(() => metadata.State);
        Assert.Throws<ArgumentException>(() => new EntityMetadata<int>(default));
    }

    [Fact]
    public async Task Client_WithoutEntitySupport_SaysWhichOptionIsMissing()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDurableTaskClient().UseDurableRuntime();
        await using ServiceProvider provider = services.BuildServiceProvider();
        var error = Assert.Throws<NotSupportedException>(() => provider.GetRequiredService<DurableTaskClient>().Entities);
        Assert.Equal("Durable entities are disabled because DurableTaskClientOptions.EnableEntitySupport=false", error.Message);
    }

    [Fact]
    public void Registry_TakesAnEntityByItsTypeNameOrObject_OncePerName()
    {
        var registry = new DurableTaskRegistry();
        registry.AddEntity<AccountEntity>().AddEntity("Other", new AccountEntity());
        Assert.Equal(["AccountEntity", "Other"], registry.GetEntities().Select(entity => entity.Key.Name).Order(StringComparer.Ordinal));
        Assert.Throws<ArgumentException>(() => registry.AddEntity("other", typeof(AccountEntity)));
        Assert.Throws<ArgumentException>(() => registry.AddEntity("Third", typeof(ITaskEntity)));
    }
}
