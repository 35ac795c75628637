using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Nodes;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Nodes;

/// <summary>Activity: begins an attempt of a map node and makes its items.</summary>
public sealed class BeginMap(IExecutionStore store, IMapStore maps, WorkerIdentity worker)
{
    [Function(nameof(BeginMap))]
    public async Task<MapStart> RunAsync([ActivityTrigger] AttemptKey attempt, FunctionContext context)
    {
        CancellationToken cancellationToken = context.CancellationToken;
        AttemptStart start = await store.BeginAsync(attempt, worker.Id, cancellationToken);
        if (start is AttemptStart.Settled settled)
        {
            return MapStart.Of(settled.Outcome);
        }

        try
        {
            MapSource source = await maps.ReadSourceAsync(attempt.TaskId, cancellationToken)
                ?? throw new PermanentTaskException("not_found", $"Task {attempt.TaskId} is gone.");
            MapOptions options = NodeOptions.Read<MapOptions>(source.Options);
            IReadOnlyList<string> items = MapList.Read(source, options);
            int first = 0;
            foreach (string[] some in items.Chunk(IMapStore.InsertMax))
            {
                await maps.InsertItemsAsync(attempt, first, some, cancellationToken);
                first += some.Length;
            }

            await maps.ExpandAsync(attempt, items.Count, cancellationToken);
            return new MapStart(Settled: null, items.Count, options.Parallel, options.FailuresMax);
        }
        catch (PermanentTaskException e)
        {
            return MapStart.Of(await store.FailAsync(attempt, AttemptFailure.Of(e), retryIn: null, cancellationToken));
        }
    }
}

/// <param name="Settled">Not null: there is nothing to run.</param>
/// <param name="Parallel">Items at a time.</param>
public sealed record MapStart(AttemptOutcome? Settled, int Items, int Parallel, int FailuresMax)
{
    public static MapStart Of(AttemptOutcome settled) => new(settled, Items: 0, Parallel: 0, FailuresMax: 0);
}
