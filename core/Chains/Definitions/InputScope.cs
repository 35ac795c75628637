using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Outputs;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>What is known of the values of <c>{{input...}}</c> where a definition is checked.</summary>
public abstract record InputScope
{
    InputScope()
    {
    }

    /// <returns>Null when the placeholder will have a value; else why not.</returns>
    public abstract string? ProblemOf(Placeholder placeholder);

    /// <summary>The input itself is there.</summary>
    public sealed record OfInput(JsonObject Input) : InputScope
    {
        public override string? ProblemOf(Placeholder placeholder) =>
            JsonPointer.Walk(Input, placeholder.Path) is { IsFound: true } ? null : "the input has no such value";
    }

    /// <summary>The input's schema is there: a first step must be a property that every input has.</summary>
    public sealed record OfSchema(JsonObject Schema) : InputScope
    {
        public override string? ProblemOf(Placeholder placeholder)
        {
            if (placeholder.Path.Count == 0 || Schema["properties"] is not JsonObject properties)
            {
                return null;
            }

            string name = placeholder.Path[0];
            if (properties[name] is not { } property)
            {
                return $"the input schema has no property {name}";
            }

            bool isRequired = Schema["required"] is JsonArray required && required.Any(r => r?.GetValue<string>() == name);
            return isRequired || property is JsonObject described && described.ContainsKey("default")
                ? null
                : $"the input's property {name} may be missing: require it or give it a default";
        }
    }
}
