using System.Text.Json.Nodes;
using Orchestrator.Core.Templates;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>What can be said of a sub-chain's input while it holds placeholders: whether its names are those of the template's schema.</summary>
static class SubChainInput
{
    public static void Check(Violations violations, ChainNode node, JsonObject input, TemplateRecord template)
    {
        JsonObject schema = JsonNode.Parse(template.InputSchema)!.AsObject();
        if (schema["properties"] is not JsonObject properties)
        {
            return;
        }

        foreach (string name in input.Select(p => p.Key).Where(name => !properties.ContainsKey(name)))
        {
            violations.Add(node.Fields.Of($"sub_chain.input.{name}"), node.Explain($"is no property of the input of {template.FullName}"));
        }

        foreach (string name in (schema["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()))
        {
            bool hasDefault = properties[name] is JsonObject property && property.ContainsKey("default");
            if (!input.ContainsKey(name) && !hasDefault)
            {
                violations.Add(node.Fields.Of($"sub_chain.input.{name}"), node.Explain($"is required by {template.FullName}"));
            }
        }
    }
}
