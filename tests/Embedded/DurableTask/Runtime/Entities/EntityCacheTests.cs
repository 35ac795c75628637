using Microsoft.DurableTask.Runtime.Entities;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

public sealed class EntityCacheTests
{
    [Fact]
    public void Trim_OverTheCount_DropsTheLongestUnused()
    {
        EntityCache cache = Cache(countMax: 2, charsMax: 1000, "a", "b", "c");
        cache.Use("a");
        cache.Trim();
        Assert.Equal((true, false, true), (cache.Contains("a"), cache.Contains("b"), cache.Contains("c")));
    }

    [Fact]
    public void Trim_OverTheLength_CountsTheStatesAsTheyAreNow()
    {
        EntityCache cache = Cache(countMax: 10, charsMax: 100, "a", "b");
        EntityRuntime b = cache.Use("b");
        cache.Replace(b, b.Row with { State = new string('x', 95) });
        cache.Trim();
        Assert.Equal((false, true), (cache.Contains("a"), cache.Contains("b")));
        cache.Replace(b, b.Row with { State = "short" });
        cache.Add(new EntityRow("c", new string('x', 90), Lock: null, DateTimeOffset.UnixEpoch));
        cache.Trim();
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void Trim_KeepsWhatIsAtWork()
    {
        EntityCache cache = Cache(countMax: 0, charsMax: 0, "busy", "queued", "waiting", "idle");
        cache.Use("busy").IsBusy = true;
        cache.Use("queued").IsQueued = true;
        cache.Use("waiting").Pending.Add(new EntityDelivery(new OperationRequest("waiting", "Add", Input: null), Guid.NewGuid()));
        cache.Trim();
        Assert.Equal(3, cache.Count);
        Assert.False(cache.Contains("idle"));
    }

    static EntityCache Cache(int countMax, long charsMax, params string[] ids)
    {
        var cache = new EntityCache(countMax, charsMax);
        foreach (string id in ids) cache.Add(new EntityRow(id, "0123456789", Lock: null, DateTimeOffset.UnixEpoch));
        return cache;
    }
}
