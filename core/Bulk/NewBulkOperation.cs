using System.Text.Json.Nodes;
using Orchestrator.Core.Identity;
using Orchestrator.Core.Tasks.Listing;

namespace Orchestrator.Core.Bulk;

/// <summary>A checked operation, ready to be stored.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="Filter">Its statuses are those that the action applies to.</param>
/// <param name="IdempotencyKey">Null: none.</param>
public sealed record NewBulkOperation(
    Guid Id, BulkAction Action, TaskFilter Filter, string? Reason, string? IdempotencyKey, string TriggeredBy)
{
    /// <summary>The same for requests that ask for the same.</summary>
    public string RequestHash { get; } = ContentHash.Of(new JsonObject
    {
        ["action"] = $"{Action}",
        ["filter"] = Filter.Fingerprint(),
        ["reason"] = Reason,
    });
}
