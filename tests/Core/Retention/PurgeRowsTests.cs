using Orchestrator.Core.Retention;

namespace Orchestrator.Core.Tests.Retention;

public sealed class PurgeRowsTests
{
    static readonly TimeSpan Age = TimeSpan.FromDays(30);
    readonly RestlessTime _time = new();

    [Fact]
    public async Task Execute_RestsFourTimesAsLongAsABatchTook()
    {
        List<PurgedBatch> reported = [];
        var store = new Batches(_time, TimeSpan.FromMilliseconds(100), new(5, 0, 10), new(3, 1, 8), new(0, 0, 0));

        (PurgedBatch sum, bool isComplete) = await new PurgeRows(store).ExecuteAsync(
            new PurgePace(_time, TimeSpan.FromMinutes(4)), Age, 500, reported.Add, CancellationToken.None);

        Assert.Equal((new PurgedBatch(8, 1, 18), true), (sum, isComplete));
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromMilliseconds(400), 3), _time.Rests);
        Assert.Equal([new PurgedBatch(5, 0, 10), new PurgedBatch(8, 1, 18)], reported);
        Assert.All(store.Asked, asked => Assert.Equal((Age, 500), asked));
    }

    [Fact]
    public async Task Execute_WhatSomebodyHolds_IsTriedAgain()
    {
        var store = new Batches(_time, TimeSpan.Zero, null, new(2, 0, 4), new(0, 0, 0));

        Assert.Equal((new PurgedBatch(2, 0, 4), true), await PurgeAsync(store, TimeSpan.FromMinutes(4)));
        Assert.All(_time.Rests, rest => Assert.True(rest > TimeSpan.Zero));
    }

    [Fact]
    public async Task Execute_BeyondItsBudget_LeavesTheRest()
    {
        var store = new Batches(_time, TimeSpan.FromSeconds(1), [.. Enumerable.Repeat(new PurgedBatch(1, 0, 1), 10)]);

        Assert.Equal((new PurgedBatch(3, 0, 3), false), await PurgeAsync(store, TimeSpan.FromSeconds(12)));
    }

    Task<(PurgedBatch Sum, bool IsComplete)> PurgeAsync(Batches store, TimeSpan budget) =>
        new PurgeRows(store).ExecuteAsync(new PurgePace(_time, budget), Age, 500, _ => { }, CancellationToken.None);

    /// <summary>Each call takes a time and returns the next batch.</summary>
    sealed class Batches(RestlessTime time, TimeSpan each, params PurgedBatch?[] batches) : IRetentionStore
    {
        public List<(TimeSpan Age, int Limit)> Asked { get; } = [];

        public Task<PurgedBatch?> PurgeAsync(TimeSpan age, int limit, CancellationToken cancellationToken)
        {
            Asked.Add((age, limit));
            time.Pass(each);
            return Task.FromResult(batches[Asked.Count - 1]);
        }
    }

    /// <summary>A clock on which every wait is over at once.</summary>
    sealed class RestlessTime : TimeProvider
    {
        long _ticks;

        public List<TimeSpan> Rests { get; } = [];

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Rests.Add(dueTime);
            Pass(dueTime);
            callback(state);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
