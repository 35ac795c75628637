using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

static class ListConversions
{
    public static TaskFilter ToFilter(Violations violations, Proto.ListTasksRequest request)
    {
        var statuses = new List<TaskRecordStatus>(request.Statuses.Count);
        for (int i = 0; i < request.Statuses.Count; i++)
        {
            statuses.Add(EnumConversions.ToStatus(violations, $"statuses[{i}]", request.Statuses[i]));
        }

        return new TaskFilter(
            NamespaceName.Read(violations, "namespace", request.Namespace),
            statuses,
            request.Handler,
            new Dictionary<string, string>(request.Tags),
            request.CorrelationId,
            request.SearchText,
            TimeConversions.ToTime(violations, "created_after", request.CreatedAfter),
            TimeConversions.ToTime(violations, "created_before", request.CreatedBefore))
        {
            ChainId = IdConversions.ToOptionalId(violations, "chain_id", request.ChainId),
            Template = request.Template,
            MapTaskId = IdConversions.ToOptionalId(violations, "map_task_id", request.MapTaskId),
        };
    }
}
