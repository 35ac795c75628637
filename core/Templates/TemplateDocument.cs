using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Identity;

namespace Orchestrator.Core.Templates;

/// <summary>A template without mistakes.</summary>
public sealed record TemplateDocument(
    TemplateIdentity Identity, string Description, JsonObject InputSchema, CheckedDefinition Definition)
{
    /// <summary>The canonical form: JSON in the format of <c>docs/templates.md</c>, equal for texts that mean the same.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Identity.Name, ["version"] = Identity.Version.Text };
        if (Description.Length > 0)
        {
            json["description"] = Description;
        }

        if (InputSchema.Count > 0)
        {
            json["input"] = InputSchema.DeepClone();
        }

        foreach ((string name, JsonNode? value) in DefinitionJson.Write(Definition))
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }

    /// <summary>SHA-256 of the canonical form, lower-case hex.</summary>
    public string Hash() => ContentHash.Of(ToJson());
}
