using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Chains;

/// <summary>
/// Tasks as sub-orchestrations, each followed by a continuation of its own. An execution ends only when all that it has called have ended,
/// so a run with these never continues as new: for chains whose whole history is small.
/// </summary>
/// <param name="ended">Fires when the chain's run has ended.</param>
sealed class CalledNodes(TaskOrchestrationContext context, HistoryTally tally, CancellationToken ended) : ChainNodes(context, tally)
{
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    public override Task StartAsync(IReadOnlyList<ChainPlanNode> nodes, Func<Guid, bool> hasExpressions)
    {
        foreach (ChainPlanNode node in nodes)
        {
            Begin(node);
            _ = RunAsync(node, hasExpressions(node.TaskId));
        }

        return Task.CompletedTask;
    }

    public override void Follow(ChainPlanNode node)
    {
        Begin(node);
        _ = FollowAsync(node);
    }

    async Task RunAsync(ChainPlanNode node, bool hasExpressions)
    {
        var input = new RunTaskInput(node.TaskId, node.Run, RunTaskInput.DefaultTimeLimit);
        RunTaskResult? result = null;
        try
        {
            result = await Context.CallSubOrchestratorAsync<RunTaskResult>(
                RunTaskInput.Orchestrator, input, new SubOrchestrationOptions(retry: null, instanceId: input.InstanceId));
        }
        catch (TaskFailedException)
        {
            // It exists from a run before, or was ended from outside; the row knows.
        }

        if (StatusOf(result?.Phase) is { } known && !hasExpressions)
        {
            Add(node.TaskId, node.Run, known);
        }
        else
        {
            await FollowAsync(node);
        }
    }

    async Task FollowAsync(ChainPlanNode node)
    {
        while (IsUnderWay(node))
        {
            NodeEnd end = await ReadEndAsync(node.TaskId);
            if (end.Status.IsEnd)
            {
                Add(node.TaskId, node.Run, end);
                return;
            }

            await Context.CreateTimer(LookAgain, ended);
        }
    }
}
