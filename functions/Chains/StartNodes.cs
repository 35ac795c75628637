using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Orchestration;

namespace Orchestrator.Functions.Chains;

/// <summary>Activity: starts the runs of a large chain's tasks, as instances of their own that report to the chain's.</summary>
public sealed class StartNodes(ITaskTransitions transitions, OrchestrationAnnouncements announcements, ILogger<StartNodes> logger)
{
    internal const string Actor = "system:run-chain";
    const int AtOnce = 8;

    /// <returns>Tasks whose start was refused; they have failed.</returns>
    /// <exception cref="InvalidOperationException">The hub cannot be reached; those that are started stay so, and a repeat does not start them twice.</exception>
    [Function(nameof(StartNodes))]
    public async Task<IReadOnlyList<Guid>> RunAsync(
        [ActivityTrigger] NodeStarts starts, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        var starter = new TaskStarter(new DurableClientStarter(client, logger), transitions);
        List<Guid> refused = [];
        announcements.BatchPrepared(starts.ReportTo, starts.Tasks.Count);
        foreach (NodeStart[] some in starts.Tasks.Chunk(AtOnce))
        {
            StartOutcome[] outcomes = await Task.WhenAll(some.Select(start => starter.StartAsync(
                new RunTaskInput(start.TaskId, start.Run, RunTaskInput.DefaultTimeLimit, starts.ReportTo), Actor, context.CancellationToken)));
            foreach ((NodeStart start, StartOutcome outcome) in some.Zip(outcomes))
            {
                if (outcome is StartOutcome.Unreachable unreachable)
                {
                    throw new InvalidOperationException($"Task {start.TaskId} could not be started: {unreachable.Reason}");
                }

                if (outcome is StartOutcome.Refused)
                {
                    refused.Add(start.TaskId);
                }
            }
        }

        announcements.BatchStarted(starts.ReportTo, starts.Tasks.Count - refused.Count);
        return refused;
    }
}

/// <param name="ReportTo">Instance of the chain's run.</param>
public sealed record NodeStarts(string ReportTo, IReadOnlyList<NodeStart> Tasks);

public sealed record NodeStart(Guid TaskId, int Run);
