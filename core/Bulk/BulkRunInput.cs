namespace Orchestrator.Core.Bulk;

/// <summary>Input of the <c>RunBulkOperation</c> orchestrator, started as instance <c>bulk-{OperationId}</c>. All else is the operation's row.</summary>
public sealed record BulkRunInput(Guid OperationId)
{
    /// <summary>Name of the orchestrator, the same in every host.</summary>
    public const string Orchestrator = "RunBulkOperation";

    public string InstanceId => $"bulk-{OperationId:D}";
}
