using BenchmarkDotNet.Attributes;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Npgsql;
using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask.Parts;

/// <summary>Building the statements of a group of first turns: rows into arrays, nothing sent.</summary>
public class CommitBatchBenchmarks
{
    readonly PartitionLease _lease = new(0, 1, "bench");
    TurnCommit[] _turns = [];

    [Params(1, 1_000)]
    public int Turns { get; set; }

    [GlobalSetup]
    public void CreateTurns() => _turns = [.. Enumerable.Range(0, Turns).Select(i => new TurnCommit
    {
        Instance = i,
        Created = PartsHost.Row(BenchTasks.Five) with { Id = i },
        Turn = new TurnRow(0, DateTimeOffset.UnixEpoch, InstanceStatus.Running, CustomStatus: null, new byte[150]),
    })];

    [Benchmark]
    public int Build()
    {
        using NpgsqlBatch batch = new CommitBatch(1, 1, _ => 1).Build(_lease, _turns);
        return batch.BatchCommands.Count;
    }
}
