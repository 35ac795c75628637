using System.Diagnostics;
using System.Text.Json;
using Microsoft.DurableTask;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Nodes;

namespace Orchestrator.Functions.Tasks;

/// <summary>The decisions of <see cref="RunTask"/>. Reordering its calls is a new version of the orchestrator.</summary>
/// <param name="timers">Fires when the run has ended.</param>
sealed class TaskRun(TaskOrchestrationContext context, RunTaskInput input, CancellationToken timers)
{
    readonly RunKey _run = new(input.TaskId, input.Run);

    // One wait for the whole run: an event that came before it was asked for is kept by the runtime. The payload's form does not
    // matter here, and a second signal finds the run ended.
    readonly Task<JsonElement?> _cancel = context.WaitForExternalEvent<JsonElement?>(RunTaskInput.CancelEvent, timers);
    Task _limit = new TaskCompletionSource().Task;  // none yet
    NodeAttempt? _node;
    int _attempt;

    enum Race
    {
        Won,
        Cancelled,
        TimeLimit,
    }

    public async Task<RunTaskResult> RunAsync()
    {
        Show(RunPhase.Planning);
        RunPlan plan = await context.CallActivityAsync<RunPlan>(nameof(PlanRun), _run, Activities.UntilDone);
        if (plan.StopReason is { } reason)
        {
            return End(RunPhase.Stopped, reason);
        }

        if (plan.ExecuteAfter is { } executeAfter && executeAfter > context.CurrentUtcDateTime)
        {
            Show(RunPhase.WaitingForExecuteAfter);
            if (await RaceAsync(context.CreateTimer(executeAfter, timers)) is not Race.Won)
            {
                return await FinishAsync(RunPhase.Cancelled, RunEnd.Cancelled(CancelReason()));
            }
        }

        // A sleep may be asked for that is longer than any limit; its own length, checked at the door, is the limit. A node of a chain
        // that is no work lasts as long as what it waits for.
        if (plan is { Kind: NodeKind.Work, Handler: not HandlerNames.Sleep })
        {
            _limit = context.CreateTimer(context.CurrentUtcDateTime + input.TimeLimit, timers);
        }

        _attempt = plan.FirstAttempt;
        while (true)
        {
            Task<AttemptOutcome> attempt = AttemptAsync(plan);
            Race race = await RaceAsync(attempt);
            if (race is Race.Won)
            {
                AttemptOutcome outcome = await attempt;
                if (outcome.Result is not AttemptResult.RetryScheduled)
                {
                    return End(PhaseOf(outcome.Result), outcome.Reason);
                }

                Show(RunPhase.WaitingForBackoff);
                race = await RaceAsync(context.CreateTimer(outcome.Delay ?? TimeSpan.Zero, timers));
            }

            switch (race)
            {
                case Race.Cancelled:
                    await (_node?.StopAsync(CancelReason()) ?? Task.CompletedTask);
                    return await FinishAsync(RunPhase.Cancelled, RunEnd.Cancelled(CancelReason()));
                case Race.TimeLimit:
                    return await FinishAsync(RunPhase.TimedOut, RunEnd.TimeLimit(input.TimeLimit));
                default:
                    _attempt++;
                    break;
            }
        }
    }

    static RunPhase PhaseOf(AttemptResult result) => result switch
    {
        AttemptResult.Completed => RunPhase.Completed,
        AttemptResult.Failed => RunPhase.Failed,
        _ => RunPhase.Stopped,
    };

    async Task<AttemptOutcome> AttemptAsync(RunPlan plan)
    {
        var key = new AttemptKey(input.TaskId, input.Run, _attempt);
        Show(RunPhase.Running);
        if (plan.Kind != NodeKind.Work)
        {
            _node = NodeOf(plan.Kind);
            return await _node.RunAsync(key);
        }

        if (plan.Handler != HandlerNames.Sleep)
        {
            return await context.CallActivityAsync<AttemptOutcome>(nameof(ExecuteTask), key, Activities.UntilDone);
        }

        SleepStart start = await context.CallActivityAsync<SleepStart>(nameof(BeginSleep), key, Activities.UntilDone);
        if (start.Settled is { } settled)
        {
            return settled;
        }

        Show(RunPhase.Sleeping);
        if (start.Until > context.CurrentUtcDateTime)
        {
            await context.CreateTimer(start.Until, timers);
        }

        return await context.CallActivityAsync<AttemptOutcome>(nameof(EndSleep), key, Activities.UntilDone);
    }

    NodeAttempt NodeOf(NodeKind kind) => kind switch
    {
        NodeKind.Approval => new ApprovalAttempt(context, timers),
        NodeKind.Map => new MapAttempt(context, timers),
        NodeKind.SubChain => new SubChainAttempt(context, timers),
        _ => throw new UnreachableException($"{kind}"),
    };

    async Task<Race> RaceAsync(Task work)
    {
        Task first = await Task.WhenAny(work, _cancel, _limit);
        return first == work ? Race.Won : first == _cancel ? Race.Cancelled : Race.TimeLimit;
    }

    async Task<RunTaskResult> FinishAsync(RunPhase phase, RunEnd end)
    {
        await context.CallActivityAsync<bool>(
            nameof(FinishTask), new FinishTaskInput(input.TaskId, input.Run, end), Activities.UntilDone);
        return End(phase, end.ErrorType ?? end.Message);
    }

    RunTaskResult End(RunPhase phase, string? reason)
    {
        Show(phase);
        if (input.ReportTo is { } instance)
        {
            context.SendEvent(instance, RunTaskInput.ReportEvent, new RunReport(input.TaskId, input.Run, phase));
        }

        return new RunTaskResult(phase, _attempt, reason);
    }

    void Show(RunPhase phase) => context.SetCustomStatus(new RunTaskStatus(phase, _attempt));

    string? CancelReason() =>
        _cancel.IsCompletedSuccessfully
        && _cancel.Result is { ValueKind: JsonValueKind.Object } payload
        && (payload.TryGetProperty("reason", out JsonElement reason) || payload.TryGetProperty("Reason", out reason))
        && reason.ValueKind == JsonValueKind.String
            ? reason.GetString()
            : null;
}
