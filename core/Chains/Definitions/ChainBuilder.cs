using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Storage;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>Makes the rows of a chain from its checked definition.</summary>
public static class ChainBuilder
{
    /// <param name="chain">All but tasks and edges.</param>
    /// <param name="subChainOf">The template of a sub-chain, by the reference as it was written.</param>
    public static NewChain Build(NewChain chain, CheckedDefinition definition, Func<string, ResolvedTemplate> subChainOf)
    {
        // In the order of the definition, for what is stored comes back by id.
        Guid[] ids = [.. definition.Nodes.Select(_ => Guid.CreateVersion7()).OrderBy(id => id.ToString("N"), StringComparer.Ordinal)];
        var idOf = definition.Nodes.Zip(ids).ToDictionary(pair => pair.First.Key, pair => pair.Second);
        return chain with
        {
            MaxParallel = definition.Source.MaxParallel,
            ContinueOnFailure = definition.Source.OnFailure == FailurePolicy.Continue,
            Tasks = [.. definition.Nodes.Select(node => ToTask(node, idOf[node.Key], subChainOf))],
            Edges =
            [
                .. from node in definition.Nodes
                   from edge in node.Source.After
                   select new NewChainEdge(
                       idOf[edge.Parent],
                       idOf[node.Key],
                       new JsonObject(edge.OutputMapping.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value))),
                       edge.Condition,
                       edge.Condition == EdgeCondition.Expression ? edge.Expression : null),
            ],
        };
    }

    static NewChainTask ToTask(CheckedNode node, Guid id, Func<string, ResolvedTemplate> subChainOf)
    {
        var options = node.Options.DeepClone().AsObject();
        if (node.SubChain is { } reference)
        {
            ResolvedTemplate template = subChainOf(reference);
            options["template_id"] = $"{template.Id:D}";
            options["template"] = template.FullName;
        }

        return new NewChainTask(
            id, node.Key, node.Name, node.Handler, node.Prompt, node.Parameters.DeepClone().AsObject(), node.Source.Priority, node.MaxRetries,
            Retryable: true, node.Source.Skippable)
        {
            Kind = node.Kind,
            Options = options,
        };
    }
}

/// <param name="FullName"><c>namespace/name@version</c>.</param>
public sealed record ResolvedTemplate(Guid Id, string FullName);
