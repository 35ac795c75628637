using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Model;

/// <summary>Table <c>allowed_transitions</c>: what the guard lets pass and which event it makes.</summary>
public sealed class AllowedTransitionRow
{
    public required string Subject { get; set; }

    public TaskRecordStatus? FromStatus { get; set; }

    public TaskRecordStatus ToStatus { get; set; }

    public required string EventName { get; set; }

    public bool OperatorOnly { get; set; }
}
