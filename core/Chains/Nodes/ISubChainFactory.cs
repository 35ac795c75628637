using System.Text.Json.Nodes;
using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Chains.Nodes;

/// <summary>Makes the chain of a sub-chain node from its template; starts nothing.</summary>
public interface ISubChainFactory
{
    /// <returns>The chain; the one that was made before for the same run of the node.</returns>
    /// <exception cref="PermanentTaskException">There is no such template, or it does not take the input.</exception>
    Task<Guid> CreateAsync(SubChainRequest request, CancellationToken cancellationToken);
}

/// <param name="ParentTaskId">The node.</param>
/// <param name="Run">Of the node.</param>
/// <param name="Namespace">Of the node's chain, and so of the new one.</param>
/// <param name="TemplateId">Null: <paramref name="Template"/> tells.</param>
/// <param name="Template"><c>namespace/name@version</c>.</param>
/// <param name="Input">Placeholders are filled.</param>
public sealed record SubChainRequest(
    Guid ParentTaskId,
    int Run,
    string Namespace,
    string NodeKey,
    Guid? TemplateId,
    string Template,
    JsonObject Input,
    string? CorrelationId,
    string TriggeredBy)
{
    /// <summary>Of the new chain, so that a repeat makes no second one.</summary>
    public string IdentityHash => $"sub_chain:{ParentTaskId:D}:{Run}";
}
