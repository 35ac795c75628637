using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Chains.Diagrams;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Enums of chains: a message's value is the domain's plus one, because 0 is unspecified there and means the first.</summary>
static class ChainEnumConversions
{
    public static EdgeCondition ToCondition(Violations violations, string field, Proto.EdgeCondition condition) =>
        (EdgeCondition)ToDomain(violations, field, condition, "condition");

    public static FailurePolicy ToPolicy(Violations violations, string field, Proto.FailurePolicy policy) =>
        (FailurePolicy)ToDomain(violations, field, policy, "policy");

    public static ApprovalDefault ToDefault(Violations violations, string field, Proto.ApprovalDefault approvalDefault) =>
        (ApprovalDefault)ToDomain(violations, field, approvalDefault, "default");

    public static DiagramFormat ToDiagramFormat(Violations violations, string field, Proto.DiagramFormat format) =>
        (DiagramFormat)ToDomain(violations, field, format, "format");

    public static Proto.EdgeCondition ToProto(EdgeCondition condition) => (Proto.EdgeCondition)((int)condition + 1);

    public static Proto.FailurePolicy ToProto(FailurePolicy policy) => (Proto.FailurePolicy)((int)policy + 1);

    public static Proto.ApprovalDefault ToProto(ApprovalDefault approvalDefault) => (Proto.ApprovalDefault)((int)approvalDefault + 1);

    static int ToDomain<T>(Violations violations, string field, T value, string what)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            violations.Add(field, $"must be a known {what}");
            return 0;
        }

        return Math.Max(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) - 1, 0);
    }
}
