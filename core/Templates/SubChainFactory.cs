using Orchestrator.Core.Chains.Nodes;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates;

/// <summary>Makes the chains of sub-chain nodes: the template's checks hold for their inputs as for a client's.</summary>
public sealed class SubChainFactory(ITemplateStore templates, TemplateChains chains, IChainStore store) : ISubChainFactory
{
    /// <summary>Error type of a node whose template cannot be instantiated.</summary>
    public const string InvalidSubChain = "invalid_sub_chain";

    public async Task<Guid> CreateAsync(SubChainRequest request, CancellationToken cancellationToken)
    {
        TemplateRecord template = await FindAsync(request, cancellationToken)
            ?? throw new PermanentTaskException(InvalidSubChain, $"node {request.NodeKey}: template {request.Template} is not there any more");
        var violations = new Violations();
        NewChain chain = await BuildAsync(violations, template, request, cancellationToken);
        if (violations.Found.Count > 0)
        {
            string problems = string.Join("; ", violations.Found.Select(v => $"{v.Field} {v.Description}"));
            throw new PermanentTaskException(InvalidSubChain, $"node {request.NodeKey}: template {template.FullName} does not take its input: {problems}");
        }

        return (await store.CreateAsync(chain, request.TriggeredBy, cancellationToken)).ChainId;
    }

    async Task<NewChain> BuildAsync(
        Violations violations, TemplateRecord template, SubChainRequest request, CancellationToken cancellationToken)
    {
        var start = new NewChain(
            Guid.CreateVersion7(),
            request.Namespace,
            template.Name,
            Description: null,
            template.Id,
            request.Input,
            MaxParallel: null,
            ContinueOnFailure: false,
            Bypass: [],
            request.IdentityHash,
            request.CorrelationId,
            Tasks: [],
            Edges: [])
        {
            ParentTaskId = request.ParentTaskId,
        };
        try
        {
            return await chains.BuildAsync(violations, template, request.Namespace, start, cancellationToken);
        }
        catch (TemplateUnusableException e)
        {
            throw new PermanentTaskException(InvalidSubChain, $"node {request.NodeKey}: {e.Message}", e);
        }
    }

    // Which version it is was decided when the chain was made; one that was deactivated since is still what was asked for.
    Task<TemplateRecord?> FindAsync(SubChainRequest request, CancellationToken cancellationToken) =>
        request.TemplateId is { } id ? templates.FindAsync(id, cancellationToken)
        : TemplateReference.TryParse(request.Template, out TemplateReference? reference, out _)
            ? templates.FindAsync(reference.Namespace ?? request.Namespace, reference.Name, reference.Version?.Text, cancellationToken)
            : Task.FromResult<TemplateRecord?>(null);
}
