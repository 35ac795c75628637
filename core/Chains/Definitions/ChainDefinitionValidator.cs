using Orchestrator.Core.Chains.Graph;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>
/// Checks definitions of chains, however they came in, against what <c>chains.proto</c> says of them. Everything that is wrong is found
/// at once; what names other templates
/// is checked where these are known (<see cref="SubChains"/>).
/// </summary>
public sealed class ChainDefinitionValidator(WorkValidator works)
{
    public const int NodesMax = 5_000;
    public const int EdgesMax = 50_000;

    readonly NodeValidator _nodes = new(works);

    /// <returns>Null when violations were added.</returns>
    public CheckedDefinition? Check(Violations violations, ChainDefinition definition, InputScope input)
    {
        int before = violations.Found.Count;
        if (definition.Nodes.Count is < 1 or > NodesMax)
        {
            violations.Add($"{definition.At}nodes", $"must be 1 to {NodesMax:N0}");
            return null;
        }

        if (definition.Nodes.Sum(n => n.After.Count) > EdgesMax)
        {
            violations.Add($"{definition.At}nodes", $"must have at most {EdgesMax:N0} edges");
            return null;
        }

        if (definition.MaxParallel < 1)
        {
            violations.Add($"{definition.At}max_parallel", "must be at least 1");
        }

        Dictionary<string, int> indexes = ReadKeys(violations, definition);
        List<CheckedNode> checkedNodes = [];
        foreach (ChainNode node in definition.Nodes)
        {
            if (_nodes.Check(violations, node, indexes.ContainsKey, input) is { } found)
            {
                checkedNodes.Add(found);
            }
        }

        CheckCycles(violations, definition, indexes);
        return violations.Found.Count == before ? new CheckedDefinition(definition, checkedNodes) : null;
    }

    static Dictionary<string, int> ReadKeys(Violations violations, ChainDefinition definition)
    {
        var indexes = new Dictionary<string, int>();
        for (int i = 0; i < definition.Nodes.Count; i++)
        {
            ChainNode node = definition.Nodes[i];
            if (!NodeKey.IsValid(node.Key))
            {
                violations.Add(node.Fields.Of("key"), node.Key.Length == 0 ? $"is required: {NodeKey.Rule}" : $"must be {NodeKey.Rule}");
            }
            else if (!indexes.TryAdd(node.Key, i))
            {
                violations.Add(node.Fields.Of("key"), $"is the key of another node too ({node.Key})");
            }
        }

        return indexes;
    }

    static void CheckCycles(Violations violations, ChainDefinition definition, Dictionary<string, int> indexes)
    {
        GraphEdge[] edges =
        [
            .. from node in definition.Nodes
               from edge in node.After
               where node.Key != edge.Parent && indexes.ContainsKey(node.Key) && indexes.ContainsKey(edge.Parent)
               select new GraphEdge(indexes[edge.Parent], indexes[node.Key]),
        ];
        if (GraphOrder.Of(new ChainGraph(definition.Nodes.Count, edges)).DescribeCycle(i => definition.Nodes[i].Key) is { } cycle)
        {
            violations.Add($"{definition.At}nodes", $"must not wait for each other in a circle: {cycle}");
        }
    }
}
