using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Model;

/// <summary>Table <c>chain_transitions</c>: a chain's past, written by triggers only.</summary>
public sealed class ChainTransitionRow
{
    public long Id { get; set; }

    public Guid ChainId { get; set; }

    /// <summary>Null for the first.</summary>
    public TaskRecordStatus? FromStatus { get; set; }

    public TaskRecordStatus ToStatus { get; set; }

    public int SortKey { get; set; }

    public bool MostRecent { get; set; }

    public string Metadata { get; set; } = "{}";

    public required string Actor { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
