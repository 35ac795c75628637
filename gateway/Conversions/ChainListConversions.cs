using Orchestrator.Core.Chains.Reading;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

static class ChainListConversions
{
    public static ChainFilter ToFilter(Violations violations, Proto.ListChainsRequest request) => new(
        NamespaceName.Read(violations, "namespace", request.Namespace),
        [.. request.Statuses.Select((status, i) => EnumConversions.ToStatus(violations, $"statuses[{i}]", status))],
        request.Template,
        request.CorrelationId,
        request.SearchText,
        TimeConversions.ToTime(violations, "created_after", request.CreatedAfter),
        TimeConversions.ToTime(violations, "created_before", request.CreatedBefore));
}
