namespace Orchestrator.Core.Tasks;

/// <summary>Ordered: a higher one starts first.</summary>
public enum ExecutionPriority
{
    Low,
    Normal,
    High,
    Critical,
}
