using Microsoft.DurableTask;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask.Parts;

/// <summary>The workloads' code without hub and store.</summary>
internal static class PartsHost
{
    public static OrchestratorHost Create()
    {
        var registry = new DurableTaskRegistry();
        BenchTasks.Register(registry);
        ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        return new OrchestratorHost(new DurableTaskFactory(registry), services, new DurableTaskWorkerOptions(), NullLoggerFactory.Instance);
    }

    public static InstanceRow Row(string name, string input = "0") => new(
        1, "0198a7c2f3b07c3d8f2e5a1b9c4d6e70", 0, name, Version: null, input, Tags: null, Parent: null, DateTimeOffset.UnixEpoch, StartAt: null);

    /// <summary>The turns of <see cref="BenchTasks.Five"/> but the last.</summary>
    public static IReadOnlyList<TurnRow> TurnsOfFive(OrchestratorHost host)
    {
        var execution = new OrchestrationExecution(Row(BenchTasks.Five), host);
        var turns = new List<TurnRow>();
        HistoryEvent message = ExecutionStarted.Instance;
        for (int turn = 0; turn < 5; turn++)
        {
            DateTime now = DateTime.UnixEpoch;
            execution.RunTurn(now, [message]);
            turns.Add(new TurnRow(turn, DateTimeOffset.UnixEpoch, execution.Status, null, HistoryWriter.Write([new OrchestratorStarted(now), message, .. execution.Actions])));
            message = new TaskCompleted(turn, $"{turn + 1}");
        }

        return turns;
    }
}
