using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Functions.Tasks;

/// <summary>
/// Orchestrator of one run of a task: waits until it may execute, lets attempts run, waits between them, ends it. It decides
/// only; the task's row is changed by its activities.
/// </summary>
public static class RunTask
{
    [Function(RunTaskInput.Orchestrator)]
    public static async Task<RunTaskResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, RunTaskInput input)
    {
        if (context.InstanceId != input.InstanceId)
        {
            throw new ArgumentException($"Instance {context.InstanceId} is not the run of its input, {input.InstanceId}.", nameof(input));
        }

        using var timers = new CancellationTokenSource();
        try
        {
            return await new TaskRun(context, input, timers.Token).RunAsync();
        }
        finally
        {
            // A timer left behind would keep the instance's messages alive. Not CancelAsync: that leaves the orchestrator's thread.
            timers.Cancel();
        }
    }
}

/// <summary>Output of the orchestrator.</summary>
/// <param name="Phase">How the run ended.</param>
/// <param name="Attempt">Number of the last attempt; 0 when there was none.</param>
public sealed record RunTaskResult(RunPhase Phase, int Attempt, string? Reason = null);

/// <summary>Custom status of the orchestrator.</summary>
public sealed record RunTaskStatus(RunPhase Phase, int Attempt);

/// <summary>Payload of <see cref="RunTaskInput.ReportEvent"/>. The rows say the same, and were written before.</summary>
public sealed record RunReport(Guid TaskId, int Run, RunPhase Phase);
