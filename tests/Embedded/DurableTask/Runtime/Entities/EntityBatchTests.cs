using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

/// <summary>What an entity takes of its messages, and in which order.</summary>
public sealed class EntityBatchTests
{
    const string Id = "@counter@a";
    static readonly ParentLink One = new("one", "Holds", Id: 1, Execution: 0, TaskId: 4);
    static readonly ParentLink Two = new("two", "Holds", Id: 2, Execution: 0, TaskId: 4);

    [Fact]
    public void Take_WithoutLock_TakesAllUpToTheLimit()
    {
        EntityRuntime entity = Entity(holder: null, Signal("1"), Signal("2"), Signal("3"));
        Assert.Equal("1 2", Take(entity, 2));
        Assert.Equal("3", Take(entity, 2));
        Assert.Null(EntityBatch.Take(entity, 2));
    }

    [Fact]
    public void Take_BehindALock_TakesItsHoldersCallsOnly()
    {
        EntityRuntime entity = Entity(One, Signal("x"), Call("1", One), Call("y", Two), Call("2", One));
        Assert.Equal("1 2", Take(entity));
        Assert.Null(EntityBatch.Take(entity, 10));
        Assert.Equal(2, entity.Pending.Count);
    }

    [Fact]
    public void Take_OnceTheLockIsReleased_KeepsTheOrderOfArrival()
    {
        EntityRuntime entity = Entity(One, Signal("x"), Call("1", One), new LockRelease(Id, One), Signal("y"));
        Assert.Equal("1 release", Take(entity));
        entity.Row = entity.Row with { Lock = null };
        Assert.Equal("x y", Take(entity));
    }

    [Fact]
    public void Take_ALockRequest_BlocksWhatFollows()
    {
        EntityRuntime entity = Entity(holder: null, Signal("1"), new LockRequest(Id, One, [Id]), Signal("x"), new LockRequest(Id, Two, [Id]));
        Assert.Equal("1 lock", Take(entity));
        Assert.Equal(2, entity.Pending.Count);
    }

    [Fact]
    public void Take_AReleaseOfAnotherLock_LeavesTheLock()
    {
        EntityRuntime entity = Entity(One, new LockRelease(Id, Two), new LockRelease(Id, One with { TaskId = 3 }), Signal("x"));
        Assert.Equal("release release", Take(entity));
        Assert.Single(entity.Pending);
    }

    [Fact]
    public void Take_CallsOfALaterExecutionOfTheHolder_Wait() =>
        Assert.Null(EntityBatch.Take(Entity(One, Call("x", One with { Execution = 1 })), 10));

    static OperationRequest Signal(string name) => new(Id, name, Input: null);

    static OperationRequest Call(string name, ParentLink caller) => new(Id, name, Input: null, caller with { TaskId = 7 });

    static EntityRuntime Entity(ParentLink? holder, params EntityMessage[] messages)
    {
        var entity = new EntityRuntime(new EntityRow(Id, "1", holder, DateTimeOffset.UnixEpoch));
        entity.Pending.AddRange(messages.Select(m => new EntityDelivery(m, Guid.NewGuid())));
        return entity;
    }

    static string Take(EntityRuntime entity, int max = 10) => string.Join(' ', EntityBatch.Take(entity, max)!.Deliveries.Select(d => d.Message switch
    {
        OperationRequest request => request.Operation,
        LockRequest => "lock",
        _ => "release",
    }));
}
