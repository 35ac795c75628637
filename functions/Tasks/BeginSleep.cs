using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Tasks;

/// <summary>Activity: begins an attempt of handler <c>sleep</c>; the orchestrator's timer does the sleeping.</summary>
public sealed class BeginSleep(IExecutionStore store, WorkerIdentity worker)
{
    [Function(nameof(BeginSleep))]
    public async Task<SleepStart> RunAsync([ActivityTrigger] AttemptKey attempt, FunctionContext context)
    {
        AttemptStart start = await store.BeginAsync(attempt, worker.Id, context.CancellationToken);
        if (start is AttemptStart.Settled settled)
        {
            return new SleepStart(settled.Outcome, default);
        }

        TaskAttempt begun = ((AttemptStart.Begun)start).Attempt;
        try
        {
            SleepParameters parameters = ParametersJson.Read<SleepParameters>(begun.Parameters);
            DateTimeOffset until = begun.StartedAt.AddSeconds(parameters.DurationSeconds.GetValueOrDefault());
            await store.SetWaitAsync(attempt, until, context.CancellationToken);
            return new SleepStart(Settled: null, until.UtcDateTime);
        }
        catch (PermanentTaskException e)
        {
            AttemptOutcome failed = await store.FailAsync(attempt, AttemptFailure.Of(e), retryIn: null, context.CancellationToken);
            return new SleepStart(failed, default);
        }
    }
}

/// <param name="Settled">Not null: there is nothing to sleep for.</param>
/// <param name="Until">UTC.</param>
public sealed record SleepStart(AttemptOutcome? Settled, DateTime Until);
