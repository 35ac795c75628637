using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Creation;

/// <summary>What holds for every request that makes a chain.</summary>
static class ChainRequestRules
{
    public const int NameMax = 255;
    public const int DescriptionMax = 4_000;
    public const int InputBytesMax = 1024 * 1024;

    public static void CheckInput(Violations violations, JsonObject input) => JsonRules.Check(violations, "input", input, InputBytesMax);

    public static void CheckBypass(Violations violations, IReadOnlyList<string> bypass, ChainDefinition definition)
    {
        var keys = definition.Nodes.Select(n => n.Key).ToHashSet();
        for (int i = 0; i < bypass.Count; i++)
        {
            if (!keys.Contains(bypass[i]))
            {
                violations.Add($"bypass[{i}]", $"'{bypass[i]}' is no node of the chain");
            }
        }
    }
}
