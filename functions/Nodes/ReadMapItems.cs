using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Nodes;

/// <summary>Activity: reads the items of a slice; ids and statuses only.</summary>
public sealed class ReadMapItems(IMapStore maps)
{
    [Function(nameof(ReadMapItems))]
    public Task<IReadOnlyList<MapItem>> RunAsync([ActivityTrigger] MapSliceInput slice, FunctionContext context) =>
        maps.ReadItemsAsync(slice.MapTaskId, slice.First, slice.Count, context.CancellationToken);
}
