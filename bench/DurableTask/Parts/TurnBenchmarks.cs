using BenchmarkDotNet.Attributes;
using Microsoft.DurableTask.Runtime;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Turns;
using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask.Parts;

/// <summary>Running turns and replaying them.</summary>
public class TurnBenchmarks
{
    static readonly OrchestratorHost Host = PartsHost.Create();
    static readonly TurnRunner Runner = new(new RuntimeEnvironment(TimeProvider.System), Host);
    static readonly IReadOnlyList<TurnRow> Turns = PartsHost.TurnsOfFive(Host);

    /// <summary>All six turns of an orchestration with five activities, ready to be committed.</summary>
    [Benchmark]
    public long RunSixTurns()
    {
        var instance = new InstanceRuntime(PartsHost.Row(BenchTasks.Five));
        long bytes = Runner.Run(instance, [new Delivery(ExecutionStarted.Instance)]).Bytes;
        for (int i = 0; i < 5; i++) bytes += Runner.Run(instance, [new Delivery(new TaskCompleted(i, $"{i + 1}"))]).Bytes;
        return bytes;
    }

    /// <summary>The first five of them again, from stored history.</summary>
    [Benchmark]
    public bool ReplayFiveTurns() => new OrchestrationExecution(PartsHost.Row(BenchTasks.Five), Host).Replay(Turns);
}
