using Orchestrator.Core.Chains;

namespace Orchestrator.Database.Model;

/// <summary>Table <c>task_chain_edges</c>: what a child waits for; which edge is primary is the triggers' to write.</summary>
public sealed class TaskChainEdgeRow
{
    public long Id { get; set; }

    public Guid ChainId { get; set; }

    public Guid ParentTaskId { get; set; }

    public Guid ChildTaskId { get; set; }

    public string OutputMapping { get; set; } = "{}";

    public EdgeCondition Condition { get; set; }

    public string? ConditionExpression { get; set; }

    public bool IsPrimary { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
